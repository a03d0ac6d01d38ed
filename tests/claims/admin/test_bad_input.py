"""Whatever is typed: an error at its field, everything typed still there, and never a broken page."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from tests import factories
from tests.claims.admin.browsing import form_on, send

MEGABYTE = "a" * 1_000_000
DIGITS = "9" * 10_000
LINES = ["NUL \x00 inside", "bell \x07", MEGABYTE]
CODES = ["nonsense", "\x00"]
TOO_LONG = "a" * 21_000
MOMENTS = [
    "0000",
    "0000-01-01",
    "0001-01-01",
    "2022-13",
    "2022-02-30",
    "2022-01-09 25:00",
    "9999-12-31",
    "tomorrow",
    DIGITS,
    "\x00",
]
NUMBERS = [
    DIGITS,
    "-" + DIGITS,
    "1e10000",
    "NaN",
    "Infinity",
    "164 165 x",
    "--1",
    "\x00",
    "1.234.56.7",
    "1" * 17 + ".25",
]
PICKED = ["nonsense", "#0", "#" + DIGITS, "\x00", MEGABYTE, "c0000000000", "<script>"]

CLAIM = {
    "wording": LINES,
    "words": LINES,
    "summary-en-text": LINES,
    "summary-en-by": LINES,
    "wording_lang": ["nonsense tag", "\x00", MEGABYTE, "de_DE"],
    "kind": CODES,
    "nature": CODES,
    "qualifier": CODES,
    "low": NUMBERS,
    "high": NUMBERS,
    "as_of": MOMENTS,
    "topic": PICKED,
    "measure": PICKED,
    "reason-en-text": LINES,
}


def cases(fields: dict[str, list[str]]) -> list[Any]:
    return [
        pytest.param(name, value, id=f"{name}-{number}")
        for name, values in fields.items()
        for number, value in enumerate(values)
    ]


def field_of(name: str) -> str:
    """The form's field that an input belongs to."""
    return name.split("-")[0]


@pytest.mark.parametrize(("name", "value"), cases(CLAIM))
def test_a_claim_names_the_field_and_keeps_what_was_typed(editor: Client, name: str, value: str) -> None:
    claim = factories.publish(factories.make_figure())
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    form = form_on(editor.get(url), "wording") | {"reason-en-text": "Why.", "wording": "Typed before."} | {name: value}
    response = editor.post(url, {**form, "_save": "1"})
    assert response.status_code == 200
    assert field_of(name) in response.context["adminform"].form.errors
    if name not in ("kind", "nature", "qualifier"):  # a list has no entry to show for what is not in it
        assert form_on(response, "wording")[name] == value
    claim.refresh_from_db()
    assert claim.version == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"qualifier": "between", "low": "5", "high": "4"}, "low"),
        ({"qualifier": "between", "low": "5", "high": "5"}, "high"),
        ({"qualifier": "exactly", "low": "5", "high": "6"}, "high"),
        ({"qualifier": "at_least", "low": ""}, "low"),
        ({"qualifier": "at_least", "high": "200"}, "high"),
        ({"qualifier": "not_yet_known"}, "low"),
        ({"qualifier": ""}, "qualifier"),
        ({"words": ""}, "words"),
        ({"measure": ""}, "measure"),
        ({"low": "1000000000000001"}, "low"),
        ({"low": "1.234"[:4] + ",125"}, "low"),
        ({"kind": "statement"}, "qualifier"),
        ({"nature": "pledge"}, "nature"),
        ({"summary-en-text": ""}, "summary"),
        ({"topic": "", "measure": ""}, "topic"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_at_its_field(
    editor: Client, typed: dict[str, str], field: str
) -> None:
    claim = factories.make_figure()
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    response = send(editor, url, "wording", **typed)
    assert field in response.context["adminform"].form.errors


def test_a_measure_of_another_topic_is_refused(editor: Client) -> None:
    claim, other = factories.make_figure(), factories.make_measure()
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    assert "measure" in send(editor, url, "wording", measure=f"#{other.pk}").context["adminform"].form.errors


def test_a_lone_surrogate_breaks_nothing(editor: Client) -> None:
    claim = factories.make_figure()
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    form = form_on(editor.get(url), "wording")
    body = urlencode(form | {"_save": "1"}).replace("wording=mindestens", "wording=%ED%A0%80")
    response = editor.post(url, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    claim.refresh_from_db()
    assert "\ufffd" in claim.wording


def test_markup_and_bidi_controls_are_kept_and_shown_as_text(editor: Client) -> None:
    claim = factories.make_figure()
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    send(editor, url, "wording", words="\u202e<script>alert(1)</script> 164")
    claim.refresh_from_db()
    assert claim.words == "\u202e<script>alert(1)</script> 164"
    content = editor.get(url).content.decode()
    assert "<script>alert" not in content
    assert "[U+202E]&lt;script&gt;" in content


# The inputs are those of a claim, so of each kind the hardest cases are enough.
FEW_LINES = ["NUL \x00 inside", TOO_LONG]
FEW_MOMENTS = ["0000-01-01", "9999-12-31", "2022-02-30", DIGITS]
FEW_NUMBERS = [DIGITS, "1e10000", "NaN"]
FEW_PICKED = ["nonsense", "#" + DIGITS, "\x00", TOO_LONG]
ATTRIBUTION = {
    "new_url": ["javascript:alert(1)", "nonsense", "\x00", "https://x.example/" + TOO_LONG],
    "new_title": FEW_LINES,
    "new_lang": ["nonsense tag", "\x00"],
    "new_publisher": FEW_PICKED,
    "new_kind": CODES,
    "new_published_at": FEW_MOMENTS,
    "excerpt_exact": FEW_LINES,
    "excerpt_prefix": FEW_LINES,
    "excerpt_lang": ["nonsense tag"],
    "note": FEW_LINES,
}
HOP = {
    "source": FEW_PICKED,
    "role": [*FEW_PICKED, "c0000000000"],
    "named_as": FEW_LINES,
    "named_as_lang": ["nonsense tag"],
    "quote": FEW_LINES,
    "said_at": FEW_MOMENTS,
    "known_by": CODES,
    "words": FEW_LINES,
    "low": FEW_NUMBERS,
    "ORDER": ["x", DIGITS],
}


def new_attribution(outlet: Any) -> dict[str, str]:
    return {
        "new_url": "https://outlet.example/1",
        "new_title": "Title",
        "new_publisher": f"#{outlet.pk}",
        "new_lang": "de",
        "excerpt_exact": "164 Tote",
        "chain-0-source": f"#{outlet.pk}",
        "chain-0-named_as": "Outlet",
        "chain-0-words": "164",
        "chain-0-qualifier": "none",
        "chain-0-low": "164",
    }


@pytest.mark.parametrize(("name", "value"), cases(ATTRIBUTION))
def test_an_attribution_names_the_field_and_keeps_what_was_typed(editor: Client, name: str, value: str) -> None:
    claim, outlet = factories.make_figure(), factories.make_source("Outlet", "outlet")
    url = f"/desk/claims/attribution/add/?claim={claim.pk}"
    form = form_on(editor.get(url), "report") | new_attribution(outlet) | {name: value}
    response = editor.post(url, {**form, "_save": "1"})
    assert response.status_code == 200
    assert name in response.context["adminform"].form.errors
    if name != "new_kind":
        assert form_on(response, "report")[name] == value
    assert not claim.attributions.exists()


@pytest.mark.parametrize(("name", "value"), cases(HOP))
def test_a_hop_names_the_field_and_keeps_what_was_typed(editor: Client, name: str, value: str) -> None:
    claim, outlet = factories.make_figure(), factories.make_source("Outlet", "outlet")
    url = f"/desk/claims/attribution/add/?claim={claim.pk}"
    form = form_on(editor.get(url), "report") | new_attribution(outlet) | {f"chain-0-{name}": value}
    response = editor.post(url, {**form, "_save": "1"})
    assert response.status_code == 200
    assert name in response.context["chain"].forms[0].errors
    if name != "known_by":
        assert form_on(response, "report")[f"chain-0-{name}"] == value
    assert not claim.attributions.exists()


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999999", "\x00"])
def test_an_unknown_claim_is_no_broken_page(editor: Client, number: str) -> None:
    assert editor.get(f"/desk/claims/claim/{number}/change/").status_code in (302, 404)


@pytest.mark.parametrize("suggestion", ["0", "x", "9" * 30, "\x00"])
def test_an_unknown_suggestion_is_no_broken_page(editor: Client, suggestion: str) -> None:
    claim = factories.make_figure()
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    assert editor.get(url, {"suggestion": suggestion}).status_code == 200


@pytest.mark.parametrize("version", ["", "x", "-1", DIGITS])
def test_a_form_with_a_version_that_never_was_overwrites_nothing(editor: Client, version: str) -> None:
    claim = factories.publish(factories.make_figure())
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    send(editor, url, "wording", wording="Other words", version=version, reason__en__text="Why.")
    assert Claim.objects.get().wording == "mindestens 164 Tote"


@pytest.mark.parametrize("text", FEW_LINES)
def test_a_note_that_is_refused_is_shown_again(editor: Client, text: str) -> None:
    claim = factories.make_figure()
    response = editor.post(f"/desk/claims/claim/{claim.pk}/note/", {"text": text})
    assert (response.status_code, form_on(response, "text")["text"]) == (200, text)


def test_a_letter_that_was_lost_on_the_way_is_refused(editor: Client) -> None:
    """Django decodes what is no UTF-8, such as a lone surrogate, to U+FFFD."""
    claim = factories.make_figure()
    page = reverse("admin:claims_claim_change", args=[claim.pk])
    sent = urlencode(form_on(editor.get(page), "wording") | {"wording": "LOST", "_save": "1"}, doseq=True)
    kind = "application/x-www-form-urlencoded"
    response = editor.post(page, sent.replace("LOST", "%ED%A0%80"), content_type=kind)
    assert "U+FFFD" in str(response.context["adminform"].form.errors["wording"])


@pytest.mark.parametrize("damaged", [{"shown": MEGABYTE}, {"version": "nonsense"}])
def test_a_damaged_form_is_told_as_one(editor: Client, damaged: dict[str, str]) -> None:
    claim = factories.make_figure()
    response = send(editor, reverse("admin:claims_claim_change", args=[claim.pk]), "wording", **damaged)
    assert "damaged on the way" in str(response.context["adminform"].form.non_field_errors())
