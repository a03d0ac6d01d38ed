"""A file becomes claims on the desk's pages, without scripts."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.admin.imports.forms import SettleForm, input_of
from claims.choices import Status
from claims.imports import reading, running
from claims.imports.choices import ImportState, RowOutcome
from claims.models import Claim, Import
from sources.models import Report, Source
from tests import factories
from tests.claims.admin.browsing import form_on

pytestmark = pytest.mark.django_db
ADD = "/desk/claims/import/add/"
FILE = """measure,wording,words,qualifier,low,chain,publisher,report_title,colour
people killed,At least 164 died,at least 164,at_least,164,Ministry,Outlet,A report,red
people killed,Nearly 8000 died,nearly 8000,nearly,8000,=Nobody,Outlet,A report,blue
"""


@pytest.fixture
def topic() -> Any:
    for name, kind in {"Ministry": "government", "Outlet": "outlet"}.items():
        factories.make_source(name, kind)
    return factories.make_measure().topic


def page_of(run: Import) -> str:
    return reverse("admin:claims_import_change", args=[run.pk])


def upload(client: Client, topic: Any, content: str = FILE, name: str = "a.csv") -> Any:
    sent = {"file": SimpleUploadedFile(name, content.encode()), "topic": f"#{topic.pk}", "lang": "en"}
    return client.post(ADD, sent)


def checked(client: Client, topic: Any, content: str = FILE) -> Import:
    """An import with its columns named and its rows checked."""
    upload(client, topic, content)
    run = Import.objects.order_by("-pk")[0]
    form = form_on(client.get(page_of(run)), "version")
    client.post(page_of(run), {**form, "c8": "-"} if "colour" in content else form)
    running.work_due()
    run.refresh_from_db()
    return run


def press(client: Client, run: Import, button: str, **typed: str) -> Any:
    response = client.post(page_of(run), {"version": run.version, button: "1", **typed})
    running.work_due()
    run.refresh_from_db()
    return response


def test_columns_are_recognised_and_the_unknown_one_must_be_named(editor: Client, topic: Any) -> None:
    upload(editor, topic)
    run = Import.objects.get()
    form = form_on(editor.get(page_of(run)), "version")
    assert (form["c0"], form["c2"], form["c8"]) == ("measure", "words", "")
    refused = editor.post(page_of(run), form)
    assert "Say what this column holds, or leave it out." in refused.content.decode()


def test_two_columns_cannot_hold_the_same(editor: Client, topic: Any) -> None:
    upload(editor, topic)
    run = Import.objects.get()
    form = form_on(editor.get(page_of(run)), "version")
    assert "cannot hold the same" in editor.post(page_of(run), {**form, "c8": "words"}).content.decode()


def test_every_problem_is_shown_with_its_row_and_column(editor: Client, topic: Any) -> None:
    page = editor.get(page_of(checked(editor, topic))).content.decode()
    assert "<td>3</td><td><bdi>chain</bdi></td><td><bdi>=Nobody</bdi></td>" in page
    assert "No source is called “=Nobody”." in page


def test_the_rows_with_problems_can_be_downloaded_and_are_inert(editor: Client, topic: Any) -> None:
    run = checked(editor, topic)
    response = editor.get(reverse("admin:claims_import_problems", args=[run.pk]))
    table = b"".join(response).decode()
    assert table.count("\r\n") == 2
    assert "'=Nobody" in table


def test_with_problems_all_or_nothing_is_nothing(editor: Client, topic: Any) -> None:
    run = checked(editor, topic)
    assert "mend the file, or leave them out" in press(editor, run, "import").content.decode()
    assert not Claim.objects.exists()


def test_the_sound_rows_are_imported_and_undone(editor: Client, topic: Any) -> None:
    run = checked(editor, topic)
    press(editor, run, "import", skips_problems="yes")
    assert (run.state, Claim.objects.get().status) == (ImportState.DONE, Status.DRAFT)
    assert "Undo this import" in editor.get(page_of(run)).content.decode()
    press(editor, run, "undo")
    assert (run.state, Claim.objects.count()) == (ImportState.UNDONE, 0)


def test_an_unknown_name_is_made_a_source_when_somebody_says_so(editor: Client, topic: Any) -> None:
    run = checked(editor, topic)
    press(editor, run, "settle", **{input_of("=Nobody"): "person"})
    assert [row.problems for row in run.rows.all()] == [[], []]
    press(editor, run, "import")
    assert Claim.objects.count() == 2
    assert Source.objects.get(name="=Nobody").kind == "person"


def test_the_columns_of_the_last_file_are_remembered(editor: Client, topic: Any) -> None:
    checked(editor, topic)
    upload(editor, topic)
    form = form_on(editor.get(page_of(Import.objects.order_by("-pk")[0])), "version")
    assert form["c8"] == "-"


def test_a_contributor_imports_drafts_only(contributor: Client, topic: Any) -> None:
    run = checked(contributor, topic)
    typed = {"skips_problems": "yes", "publishes": "on", "reason-en-text": "Why."}
    assert "Only editors publish" in press(contributor, run, "import", **typed).content.decode()
    press(contributor, run, "import", skips_problems="yes")
    assert Claim.objects.get().status == Status.DRAFT


def test_an_editor_publishes_with_a_reason(editor: Client, topic: Any) -> None:
    run = checked(editor, topic)
    assert "Say why" in press(editor, run, "import", skips_problems="yes", publishes="on").content.decode()
    press(editor, run, "import", skips_problems="yes", publishes="on", **{"reason-en-text": "Our archive."})
    assert Claim.objects.get().status == Status.UNVERIFIED


def test_somebody_who_was_slower_is_told(editor: Client, topic: Any) -> None:
    run = checked(editor, topic)
    response = editor.post(page_of(run), {"version": run.version - 1, "import": "1"}, follow=True)
    assert "Somebody else went on with this import" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "why"),
    [("a,b\n", "no rows below"), ("a,b\n1,2,3\n", "more values than there are columns"), ("", "no header line")],
)
def test_a_file_without_rows_says_so_and_leaves_nothing(editor: Client, topic: Any, content: str, why: str) -> None:
    response = upload(editor, topic, content or " ")
    assert why in response.content.decode()
    assert not Import.objects.exists()


def test_the_template_names_every_column(editor: Client) -> None:
    response = editor.get(reverse("admin:claims_import_template"))
    assert b"".join(response).startswith(b"key,kind,topic,measure,")


def test_an_operator_has_no_business_here(operator: Client, topic: Any) -> None:
    for address in (ADD, reverse("admin:claims_import_changelist"), reverse("admin:claims_import_template")):
        assert operator.get(address).status_code == 403


def test_the_list_of_imports_says_how_far_each_is(editor: Client, topic: Any) -> None:
    checked(editor, topic)
    assert "checked" in editor.get(reverse("admin:claims_import_changelist")).content.decode()


def test_checking_again_does_not_touch_what_somebody_else_imported_meanwhile(
    editor: Client, topic: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = checked(editor, topic)
    settled = SettleForm.settled

    def slower(self: SettleForm) -> dict[str, str]:
        Import.objects.filter(pk=run.pk).update(state=ImportState.DONE, version=run.version + 1)
        run.rows.update(outcome=RowOutcome.IMPORTED)
        return settled(self)

    monkeypatch.setattr(SettleForm, "settled", slower)
    press(editor, run, "settle")
    assert set(run.rows.values_list("outcome", flat=True)) == {RowOutcome.IMPORTED}


def test_a_name_keeps_its_input_when_another_one_was_settled_meanwhile(editor: Client, topic: Any) -> None:
    run = checked(editor, topic, FILE.replace("Ministry", "Somebody"))
    factories.make_source("Somebody", "person")
    press(editor, run, "settle", **{input_of("Somebody"): "person", input_of("=Nobody"): "government"})
    assert run.new_names == {"=Nobody": "government"}


def test_a_long_file_is_read_by_a_worker_and_the_page_says_how_far_it_is(
    editor: Client, topic: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SHORT", 0)
    upload(editor, topic)
    run = Import.objects.get()
    assert "Being read" in editor.get(page_of(run)).content.decode()
    running.work_due()
    assert form_on(editor.get(page_of(run)), "version")["c0"] == "measure"


def test_a_long_file_that_cannot_be_read_says_why_on_its_page(
    editor: Client, topic: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SHORT", 0)
    upload(editor, topic, "a,b\n1,2,3\n")
    running.work_due()
    page = editor.get(page_of(Import.objects.get())).content.decode()
    assert "Row 2 has more values than there are columns." in page
    assert "Choose another file" in page


def test_what_undoing_left_is_listed_with_its_page(editor: Client, topic: Any) -> None:
    run = checked(editor, topic)
    press(editor, run, "import", skips_problems="yes")
    report = Report.objects.get()
    Report.objects.filter(pk=report.pk).update(note="Ask them.")
    press(editor, run, "undo")
    page = editor.get(page_of(run)).content.decode()
    assert "Made by this import, and kept" in page
    assert reverse("admin:sources_report_change", args=[report.pk]) in page


def test_new_measures_count_what_somebody_says_where_no_column_does(editor: Client, topic: Any) -> None:
    run = checked(editor, topic, FILE.replace("people killed", "people missing").replace("=Nobody", "Outlet"))
    press(editor, run, "settle", makes_measures="on", counted="missing")
    press(editor, run, "import")
    assert set(Claim.objects.values_list("measure__counted", flat=True)) == {"missing"}


def test_where_no_row_can_be_imported_none_is_offered(editor: Client, topic: Any) -> None:
    run = checked(editor, topic, FILE.replace("Ministry", "Somebody"))
    page = editor.get(page_of(run)).content.decode()
    assert 'name="import"' not in page
    assert "There is no row to import." in page


def stopped(run: Import, state: ImportState) -> Import:
    Import.objects.filter(pk=run.pk).update(state=ImportState.STOPPED, stopped_in=state)
    run.refresh_from_db()
    return run


def test_a_stopped_import_is_tried_again_from_where_it_stopped(client: Client, topic: Any) -> None:
    client.force_login(factories.anna())
    run = stopped(checked(client, topic), ImportState.IMPORTING)
    assert "Nothing is lost" in client.get(page_of(run)).content.decode()
    press(client, run, "again")
    assert (run.state, run.stopped_in, Claim.objects.count()) == (ImportState.DONE, "", 1)


def test_a_stopped_import_can_be_undone(client: Client, topic: Any) -> None:
    client.force_login(factories.anna())
    run = stopped(checked(client, topic), ImportState.IMPORTING)
    press(client, run, "undo")
    assert (run.state, run.stopped_in) == (ImportState.UNDONE, "")


def test_a_check_that_stopped_has_nothing_to_undo(client: Client, topic: Any) -> None:
    client.force_login(factories.anna())
    run = stopped(checked(client, topic), ImportState.CHECKING)
    assert "Undo this import" not in client.get(page_of(run)).content.decode()
    press(client, run, "undo")
    assert run.state == ImportState.STOPPED


def test_problems_are_told_in_the_language_of_who_uploaded(client: Client, topic: Any) -> None:
    client.force_login(factories.anna())
    client.cookies["django_language"] = "de"
    run = checked(client, topic)
    assert "Keine Quelle heißt" in str(run.rows.last().problems)  # type: ignore[union-attr]
