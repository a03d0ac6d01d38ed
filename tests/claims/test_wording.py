"""Everything that the record can say has plain words."""

from typing import Any

import pytest
from django.utils.translation import override

from claims import wording
from claims.choices import (
    PUBLIC_STATUSES,
    STATUSES,
    Basis,
    Change,
    Counted,
    Inclusion,
    KnownBy,
    Qualifier,
    Reason,
    RelationKind,
    StandingCode,
    Status,
)
from claims.record import INVERSE
from sources.choices import ReportState

HEBREW = "משרד הבריאות"


def figure(qualifier: str, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    return {"words": "…", "qualifier": qualifier, "low": low, "high": high}


def measure(counted: str = Counted.DEAD, **fields: Any) -> dict[str, Any]:
    return {"counted": counted, "unit": None, "security_forces": Inclusion.UNCLEAR, "basis": Basis.CUMULATIVE, **fields}


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "words"),
    [
        (Qualifier.NONE, 2500, 2500, "2,500"),
        (Qualifier.EXACTLY, 16, 16, "exactly 16"),
        (Qualifier.AT_LEAST, 164, None, "at least 164"),
        (Qualifier.MORE_THAN, 164, None, "more than 164"),
        (Qualifier.AT_MOST, None, 164, "at most 164"),
        (Qualifier.FEWER_THAN, None, 164, "fewer than 164"),
        (Qualifier.NEARLY, 8000, 8000, "nearly 8,000"),
        (Qualifier.ABOUT, 8000, 8000, "about 8,000"),
        (Qualifier.BETWEEN, 100, 120, "between 100 and 120"),
        (Qualifier.HUNDREDS, 200, 1000, "hundreds"),
        (Qualifier.NOT_YET_KNOWN, None, None, "not yet known"),
        (Qualifier.NONE, 1.5, 1.5, "1.5"),
    ],
)
def test_a_figure_keeps_its_qualifier(qualifier: str, low: float | None, high: float | None, words: str) -> None:
    assert wording.figure_words(figure(qualifier, low, high)) == words


@pytest.mark.parametrize("qualifier", Qualifier)
def test_every_qualifier_has_words(qualifier: Qualifier) -> None:
    assert "%" not in wording.figure_words(figure(qualifier, 1, 2))


@pytest.mark.parametrize(
    ("counted", "low", "words"),
    [
        (Counted.DEAD, 164, "164 dead"),
        (Counted.TROOPS, 1, "1 soldier"),
        (Counted.TROOPS, 2500, "2,500 soldiers"),
        (Counted.PEOPLE_OTHER, 1, "1 person"),
        (Counted.PERCENT, 12.5, "12.5 percent"),
        (Counted.THINGS_OTHER, 3, "3"),
    ],
)
def test_what_is_counted_takes_the_right_number(counted: Counted, low: float, words: str) -> None:
    assert wording.counted_words(figure(Qualifier.NONE, low, low), measure(counted)) == words


def test_money_is_told_in_its_unit() -> None:
    told = wording.counted_words(figure(Qualifier.AT_LEAST, 5), measure(Counted.MONEY, unit="EUR"))
    assert told == "at least 5 EUR"


def test_a_number_in_words_alone_is_many() -> None:
    assert wording.counted_words(figure(Qualifier.DOZENS, 20, 100), measure(Counted.TROOPS)) == "dozens soldiers"


def test_an_unknown_number_counts_nothing() -> None:
    assert wording.counted_words(figure(Qualifier.NOT_YET_KNOWN), measure()) == "not yet known"


@pytest.mark.parametrize("counted", Counted)
def test_every_kind_of_count_can_be_told(counted: Counted) -> None:
    assert "7" in wording.counted_words(figure(Qualifier.NONE, 7, 7), measure(counted))


def test_security_forces_are_no_question_of_money() -> None:
    assert wording.inclusion_words(measure(Counted.MONEY)) == ""


STATUS_AND_REASON = [(status, reason) for status in PUBLIC_STATUSES for reason in (STATUSES[status].reasons or (None,))]


@pytest.mark.parametrize(("status", "reason"), STATUS_AND_REASON)
def test_every_status_is_told_with_its_reason(status: Status, reason: Reason | None) -> None:
    told = wording.status_words(status, reason, by="the ministry")
    assert "{" not in told.words
    assert told.words[0].isupper()
    assert told.icon == STATUSES[status].icon


def test_who_acted_is_named() -> None:
    assert wording.status_words(Status.RETRACTED, Reason.DENIED, "Ministry").words == "Ministry denies having given it"


def test_withdrawn_is_never_told_as_false() -> None:
    assert wording.status_words(Status.RETRACTED, Reason.DENIED, "X").always_with == "Withdrawn does not mean false."


def test_a_name_with_braces_stays_a_name() -> None:
    told = wording.status_words(Status.RETRACTED, Reason.WITHDRAWN, "%(low)s {0}").words
    assert told == "Withdrawn by %(low)s {0}"


def test_a_right_to_left_name_is_isolated_in_a_sentence() -> None:
    assert wording.name_words(HEBREW) == f"\u2068{HEBREW}\u2069"


def test_a_control_in_a_name_is_made_visible() -> None:
    assert wording.name_words("a\u202eb") == "a[U+202E]b"


@pytest.mark.parametrize(
    ("count", "unidentified", "reports", "words"),
    [
        (1, 0, 1, "One origin, one report."),
        (1, 0, 9, "One origin, repeated by 9 reports."),
        (2, 0, 3, "2 independent origins in 3 reports."),
        (0, 1, 1, "No identified origin. 1 report."),
        (0, 1, 4, "No identified origin. 4 reports."),
    ],
)
def test_nine_reports_of_one_ministry_are_one_origin(count: int, unidentified: int, reports: int, words: str) -> None:
    assert wording.origins_words({"count": count, "unidentified": unidentified, "reports": reports}) == words


@pytest.mark.parametrize("code", StandingCode)
def test_every_standing_is_told(code: StandingCode) -> None:
    assert wording.standing_words(code)
    assert wording.standing_sentence(code, "The ministry").startswith("The ministry ")


@pytest.mark.parametrize("state", ReportState)
def test_every_state_of_a_report_is_told(state: ReportState) -> None:
    assert wording.report_state_words(state).endswith(".")


def test_our_own_trouble_is_not_told_as_a_deletion() -> None:
    assert "deleted" not in wording.report_state_words(ReportState.UNREACHABLE)


@pytest.mark.parametrize("kind", [*RelationKind.values, *INVERSE.values()])
def test_every_relation_is_told_from_both_ends(kind: str) -> None:
    assert wording.relation_words(kind)


ACTS = [c for c in Change if c not in (Change.PUBLISHED, Change.STATUS_CHANGED, Change.STATE_CHANGED)]


@pytest.mark.parametrize("change", [c for c in ACTS if c != Change.REISSUED])
def test_every_act_of_ours_is_a_sentence(change: Change) -> None:
    assert wording.act_sentence({"change": change, "reason": {}}).startswith("We ")


def test_a_question_without_answer_is_told_without_one() -> None:
    act = {"change": Change.REPLY_NOTED, "reason": {}}
    assert wording.act_sentence(act) == "We noted whom we asked."
    assert "answer" in wording.act_sentence(act | {"reason": {"en": {"text": "No.", "by": "", "machine": False}}})


def move(before: str | None, after: str, reason: str | None = None) -> dict[str, Any]:
    return {"change": "status_changed", "from": before, "to": after, "reason_code": reason}


def test_a_first_status_is_a_publication() -> None:
    told = wording.act_sentence(move(None, Status.UNVERIFIED))
    assert told == "We published it as “Reported, not independently confirmed”."


def test_a_move_tells_what_readers_were_told_before() -> None:
    told = wording.act_sentence(move(Status.DISPUTED, Status.UNPROVEN), before="Disputed: sources conflict")
    assert told == (
        "The status went from “Disputed: sources conflict” to “We looked and found no evidence either way”."
    )


def test_another_reason_for_the_same_status_is_no_move() -> None:
    told = wording.act_sentence(move(Status.DISPUTED, Status.DISPUTED, Reason.SOURCES_CONFLICT))
    assert told == "The status stays, for another reason: “Disputed: sources conflict”."


@pytest.mark.parametrize(
    ("bylines", "told"),
    [
        (["Anna", "Boris"], "Anna and Boris"),
        ([None], "the desk"),
        ([None, None], "the desk"),
        (["A", None], "A and the desk"),
    ],
)
def test_who_has_no_byline_is_the_desk(bylines: list[str | None], told: str) -> None:
    assert wording.bylines_words(bylines) == told


@pytest.mark.parametrize(
    ("known_by", "is_origin", "told"),
    [
        (KnownBy.RELAYED, True, "is named as having said it"),
        (KnownBy.VIDEO, True, "said it"),
        (KnownBy.DOCUMENT, False, "passed it on"),
    ],
)
def test_who_is_only_named_is_not_told_to_have_said_it(known_by: str, is_origin: bool, told: str) -> None:
    assert wording.hop_words({"known_by": known_by}, is_origin) == told


def test_numbers_follow_the_language() -> None:
    with override("de"):
        assert "8.000" in wording.figure_words(figure(Qualifier.NEARLY, 8000, 8000))
