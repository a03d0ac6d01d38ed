"""Addresses that are not public are refused at every door by which an address comes in, and nothing is connected to."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from sources import scheduling
from sources.connecting import Problem, get
from sources.leasing import database_now
from sources.models import Report, Source
from tests import factories
from tests.claims.admin.browsing import send
from tests.sources.connecting.lines import Server, answering, serving

pytestmark = pytest.mark.django_db
HOSTILE = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://①②⑦.0.0.1:{port}/",
    "http://127。0。0。1:{port}/",
    "http://example.com@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@example.com/",
    "http://127.0.0.1:{port}#@example.com/",
    "http://example.com:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "gopher://127.0.0.1:{port}/_x",
    "file:///etc/passwd",
]


@pytest.fixture
def canary() -> Iterator[Server]:
    """A server that nobody may reach."""
    with serving(answering(b"secret")) as server:
        yield server
        assert not server.requests


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(factories.anna())
    return client


@pytest.mark.parametrize("url", HOSTILE)
def test_form_of_the_desk_refuses_and_names_the_field(canary: Server, editor: Client, url: str) -> None:
    outlet = factories.make_source("Outlet", "outlet")
    typed = {"title": "A", "lang": "de", "url": url.format(port=canary.port), "publisher": str(outlet.pk)}
    response = send(editor, "/desk/sources/report/add/", "title", **typed)
    assert response.context["adminform"].form.errors["url"]
    assert not Report.objects.exists()


@pytest.mark.parametrize("url", HOSTILE)
def test_model_refuses_whatever_the_way(canary: Server, url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        factories.make_report(url=url.format(port=canary.port))
    assert "url" in caught.value.message_dict


def test_data_files_are_refused_whole(canary: Server, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("outlet:\n  name: Outlet\n  kind: outlet\n  names: {en: Outlet}\n")
    (tmp_path / "reports.yaml").write_text(
        f"article:\n  publisher: outlet\n  title: Article\n  lang: en\n  url: {canary.url}/\n"
    )
    with pytest.raises(CommandError):
        call_command("load_seeds", str(tmp_path), stdout=StringIO(), stderr=StringIO())
    assert not Source.objects.exists()


@pytest.mark.parametrize("url", HOSTILE)
def test_row_that_came_past_every_door_is_still_not_asked(canary: Server, url: str) -> None:
    """As by SQL, or before the guard was there."""
    report = factories.make_report()
    hostile = url.format(port=canary.port)
    Report.objects.filter(pk=report.pk).update(url=hostile)
    assert scheduling.plan(database_now()) == 0
    with pytest.raises(Problem):
        get(hostile)
