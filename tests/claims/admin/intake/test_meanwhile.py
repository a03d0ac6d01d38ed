"""Two who decide the same article at once: nothing that the later one typed vanishes without a word."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from claims.admin.intake import meanwhile
from claims.articles import discard
from claims.models import Claim, Intake
from tests import factories
from tests.claims.admin.browsing import form_on
from tests.claims.admin.intake.articles import decide, make_article, page_of
from tests.claims.admin.intake.test_taking_in import NEW

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(editor: Client) -> Callable[..., tuple[Intake, Any]]:
    """What Anna is shown who decides "skip" and types, and presses a button after somebody was quicker."""

    def press(button: str, quicker: Callable[[Intake], Any]) -> tuple[Intake, Any]:
        intake = make_article()
        stale = form_on(editor.get(page_of(intake)), "version")
        quicker(intake)
        typed = {"p0-decision": "skip", "p2-decision": "take", "p2-wording": "Mein <b>Wortlaut</b>"}
        return intake, editor.post(page_of(intake), {**stale, **typed, button: "1"})

    return press


def boris() -> Client:
    client = Client()
    client.force_login(factories.boris())
    return client


@pytest.mark.parametrize("button", ["take_in", "save", "rest"])
def test_who_comes_after_the_taking_in_is_told_by_whom_and_sees_what_was_typed(late: Any, button: str) -> None:
    _intake, response = late(button, lambda intake: decide(boris(), intake, "take", **NEW))
    page = response.content.decode()
    assert f"{factories.boris()} took this in, " in page
    assert "Nothing of what you sent was stored." in page
    assert "Mein &lt;b&gt;Wortlaut&lt;/b&gt;" in page
    assert "Statement 3" in page
    assert Claim.objects.get().words == "mindestens 164"


def test_who_comes_after_the_discarding_sees_what_was_typed(late: Any) -> None:
    _intake, response = late("take_in", discard)
    assert response.status_code == 404
    page = response.content.decode()
    assert "It was discarded meanwhile" in page
    assert "Mein &lt;b&gt;Wortlaut&lt;/b&gt;" in page


def test_who_comes_after_another_keeping_sees_both_versions(late: Any) -> None:
    def keep(intake: Intake) -> None:
        decide(boris(), intake, "take", button="save", article__title="Titel von Boris")

    intake, response = late("save", keep)
    page = response.content.decode()
    assert f"{factories.boris()} decided something here meanwhile" in page
    rows = page.partition('class="differences"')[2].partition("</table>")[0]
    assert "Titel von Boris" in rows
    assert "Leave out" in rows
    assert "Mein &lt;b&gt;Wortlaut&lt;/b&gt;" in rows
    assert form_on(response, "version")["p2-wording"] == "Mein <b>Wortlaut</b>"
    intake.refresh_from_db()
    assert intake.decisions["p0-decision"] == ["take"]


def test_sent_once_more_it_is_kept(editor: Client, late: Any) -> None:
    intake, response = late("save", lambda intake: decide(boris(), intake, "take", button="save"))
    editor.post(page_of(intake), {**form_on(response, "version"), "save": "1"})
    intake.refresh_from_db()
    assert (intake.decisions["p0-decision"], intake.kept_by) == (["skip"], factories.anna())


def test_where_both_are_alike_nothing_differs() -> None:
    sent = QueryDict("p0-decision=take&p0-words=164&article-title=A")
    now = Intake(decisions=dict(sent.lists()))
    assert meanwhile.differences(now, sent) == []


@pytest.mark.parametrize(
    "sent", ["p0-decision=burn:x&p9999-chain=a&p-chain=", "p0-words=1&p0-chain=&p0-about=x&p0-about=0", "n0-source=%00"]
)
def test_hostile_inputs_are_told_or_passed_over(sent: str) -> None:
    assert isinstance(meanwhile.what_was_sent(QueryDict(sent)), dict)
