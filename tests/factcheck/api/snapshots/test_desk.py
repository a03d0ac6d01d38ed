"""The operator's page: what there is, how far the next one is, and a button."""

import pytest
from django.test import Client

from factcheck.api.snapshots import due, folder
from tests import factories as make
from tests.claims.admin.conftest import editor, operator
from tests.factcheck.api.snapshots.conftest import Take

__all__ = ["editor", "operator"]
ADDRESS = "/desk/snapshots/"


def shown(client: Client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def test_an_operator_has_one_made(operator: Client, django_capture_on_commit_callbacks: object) -> None:
    assert operator.post(ADDRESS).headers["Location"] == ADDRESS
    assert due.asked_at()
    page = shown(operator)
    assert "A worker begins within a minute" in page
    assert 'http-equiv="refresh"' in page


def test_the_page_lists_snapshots_with_their_files(operator: Client, take: Take) -> None:
    make.publish(make.make_figure())
    snapshot = take()
    page = shown(operator)
    assert f"/api/v1/snapshots/{snapshot.index}/claims.csv" in page
    assert "refresh" not in page


def test_progress_is_shown(operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with folder.alone():
        due._Teller(1.6e9)(2500, 10_000)
        page = shown(operator)
    assert "2,500 of 10,000" in page
    assert '<progress id="progress" max="10000" value="2500">25 %' in page


def test_a_failure_is_shown_without_effect_on_the_page(operator: Client) -> None:
    folder.root().mkdir(parents=True)
    due._write(due._failed(), {"at": 1.6e9, "problem": "OSError: <b>full</b>"})
    assert "OSError: &lt;b&gt;full&lt;/b&gt;" in shown(operator)


def test_others_are_told_that_only_operators_do_this(editor: Client, client: Client) -> None:
    for method in (editor.get, editor.post):
        assert method(ADDRESS).status_code == 403
    assert client.get(ADDRESS).status_code == 302
    assert due.asked_at() is None


@pytest.mark.parametrize("who", ["operator", "editor"])
def test_the_desk_leads_operators_there(request: pytest.FixtureRequest, who: str) -> None:
    page = request.getfixturevalue(who).get("/desk/").content.decode()
    assert (ADDRESS in page) == (who == "operator")
