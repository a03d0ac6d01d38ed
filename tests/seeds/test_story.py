"""The demonstration as readers find it: who said what, and what became of the 164."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from claims import reading
from claims.choices import SubjectKind
from claims.figure import Comparison, compare
from claims.models import Claim, LogHead, Record, ReviewItem
from seeds.loading import DEMONSTRATION, load
from sources.models import Source
from sources.public_ids import id_of_key
from tests.seeds.conftest import counts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
THE_164 = id_of_key("c", "kz22-killed-at-least-164")
THE_POST = id_of_key("r", "kz-government-telegram-2022-01-09")


def body(key: str) -> dict[str, Any]:
    public_id = id_of_key("c", key)
    return reading.find([public_id])[public_id].json


def status(key: str) -> tuple[str, str | None]:
    return body(key)["status"]["code"], body(key)["status"]["reason_code"]


def the_164_at(day: int, hour: int, minute: int = 0) -> dict[str, Any]:
    as_of = reading.head_at(datetime(2022, 1, day, hour, minute, tzinfo=UTC))
    return reading.find([THE_164], as_of)[THE_164].json


def test_everything_is_there(demonstration: Counter[str]) -> None:
    assert demonstration["claim"] == Claim.objects.published().count() == 21
    assert reading.is_demonstration()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("kz22-killed-at-least-164", ("retracted", "denied")),
        ("kz22-killed-almaty-103", ("disputed", "challenged")),
        ("kz22-civilians-killed-not-known", ("unverified", None)),
        ("kz22-bodies-225", ("unverified", None)),
        ("kz22-order-restored", ("unverified", None)),
        ("kz22-order-to-fire", ("unverified", None)),
        ("kz22-never-shoot", ("not_checkable", "pledge")),
        ("kz22-troops-for-a-limited-time", ("not_checkable", "pledge")),
        ("kz22-russian-influence", ("not_checkable", "forecast")),
    ],
)
def test_statuses_at_the_end(key: str, expected: tuple[str, str | None]) -> None:
    assert status(key) == expected


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("kz22-troops-2500", ("2500", "none", 2500, 2500)),
        ("kz22-detained-nearly-8000", ("fast 8000", "nearly", 8000, 8000)),
        ("kz22-killed-at-least-164", ("mindestens 164", "at_least", 164, None)),
        ("kz22-injured-hundreds", ("Hunderte", "hundreds", 200, 999)),
        ("kz22-security-forces-killed-16", ("16", "none", 16, 16)),
        ("kz22-civilians-killed-not-known", ("noch nicht bekannt", "not_yet_known", None, None)),
    ],
)
def test_figures_of_the_article_keep_their_words_and_bounds(key: str, figure: tuple[Any, ...]) -> None:
    stored = body(key)["figure"]
    assert (stored["words"], stored["qualifier"], stored["low"], stored["high"]) == figure


def test_history_of_the_164_in_order() -> None:
    assert [(f"{row.recorded_at:%d %H:%M}", row.change, row.status) for row in reading.history(THE_164)] == [
        ("10 12:00", "published", "unverified"),
        ("10 15:20", "edited", "unverified"),
        ("10 15:22", "corrected", "unverified"),
        ("11 01:40", "edited", "unverified"),
        ("11 01:48", "related", "unverified"),
        ("11 02:02", "standing_changed", "unverified"),
        ("11 02:05", "standing_changed", "unverified"),
        ("11 02:08", "standing_changed", "unverified"),
        ("11 02:10", "held", "unverified"),
        ("11 07:40", "status_changed", "retracted"),
        ("11 09:20", "edited", "retracted"),
        ("11 16:30", "edited", "retracted"),
        ("15 13:24", "related", "retracted"),
    ]


def test_denial_and_error_happened_on_the_9th_though_the_desk_learned_of_them_later() -> None:
    standings = [s for a in body("kz22-killed-at-least-164")["attributions"] for s in a["standings"]]
    assert [(s["code"], s["happened"]["at"][:10], s["happened"]["precision"]) for s in standings] == [
        ("denied", "2022-01-09", "day"),
        ("called_error", "2022-01-09", "day"),
        ("called_error", "2022-01-10", "day"),
    ]
    assert [s["source"] for s in standings] == [
        id_of_key("s", key) for key in ("kz-health-ministry", "kz-information-ministry", "kz-information-ministry")
    ]


def test_retraction_names_both_editors() -> None:
    assert body("kz22-killed-at-least-164")["status"]["decided_by"] == [
        "Demonstration editor A",
        "Demonstration editor B",
    ]


def test_nine_reports_of_one_ministry_would_be_one_origin_and_these_four_are() -> None:
    assert body("kz22-killed-at-least-164")["origins"] == {"count": 1, "unidentified": 0, "reports": 4, "standing": 0}


def test_at_least_is_missing_where_the_figure_was_first_given() -> None:
    chains = [a["chain"] for a in body("kz22-killed-at-least-164")["attributions"]]
    words = [[hop["figure"]["words"] for hop in chain if hop["figure"]] for chain in chains]
    assert words == [["mindestens 164"], ["164"], ["164"], ["at least 164"]]


def test_readers_of_the_night_found_the_164_held() -> None:
    held = the_164_at(11, 2, 30)
    assert held["status"]["code"] == "unverified"
    assert held["hold"]["reported_at"] == "2022-01-11T02:10:00Z"
    assert the_164_at(11, 8)["hold"] is None


def test_readers_of_the_10th_found_our_slip_and_then_our_correction() -> None:
    assert the_164_at(10, 14)["summary"]["en"]["text"].startswith("164 people")
    corrected = the_164_at(10, 16)
    assert corrected["summary"]["en"]["text"].startswith("At least 164")
    correction = corrected["corrections"][0]["correction"]
    assert "Part of the demonstration" in reading.find([correction])[correction].json["was_wrong"]["en"]["text"]


def test_post_was_seen_and_then_gone_and_no_status_followed() -> None:
    states = [(row.json["state"], f"{row.recorded_at:%d %H:%M}") for row in reading.history(THE_POST)]
    assert states == [("never_captured", "11 01:40"), ("present", "11 01:52"), ("absent", "11 09:15")]
    assert Record.objects.filter(recorded_at=datetime(2022, 1, 11, 9, 15, tzinfo=UTC)).count() == 1


def test_later_count_of_another_kind_stands_beside_the_164() -> None:
    relations = {r["kind"]: r for r in body("kz22-killed-at-least-164")["relations"]}
    assert relations["updated_by"]["other"] == id_of_key("c", "kz22-bodies-225")
    assert relations["updated_by"]["counted_differently"]
    assert relations["has_part"]["other"] == id_of_key("c", "kz22-killed-almaty-103")


def test_figures_of_different_measures_are_never_compared() -> None:
    counts = {claim.public_id: claim.count for claim in Claim.objects.exclude(measure=None).select_related("measure")}
    the_164, the_225 = counts.pop(THE_164), counts[id_of_key("c", "kz22-bodies-225")]
    assert the_164
    assert the_225
    assert compare(the_164, the_225) == Comparison.NOT_COMPARABLE
    assert {compare(the_164, other) for other in counts.values() if other} == {Comparison.NOT_COMPARABLE}


def test_promise_and_order_are_only_a_possible_conflict() -> None:
    (relation,) = body("kz22-order-to-fire")["relations"]
    assert relation["other"] == id_of_key("c", "kz22-never-shoot")
    assert "peaceful demonstrators" in relation["note"]["en"]["text"]


def test_fall_of_the_total_asks_about_its_part() -> None:
    part = Claim.objects.get(public_id=id_of_key("c", "kz22-killed-almaty-103"))
    assert ReviewItem.objects.filter(claim=part, cause=f"claim:{THE_164}", closed_at=None).exists()


def test_log_runs_without_gap_and_never_back_in_time() -> None:
    rows = reading.changes(-1, 1000)
    assert [row.index for row in rows] == list(range(reading.head()))
    assert all(before.recorded_at <= after.recorded_at for before, after in pairwise(rows))
    assert rows[-1].recorded_at < datetime(2022, 1, 16, tzinfo=UTC)


def test_every_text_for_readers_is_there_in_three_languages() -> None:
    def texts(value: Any) -> list[set[str]]:
        if isinstance(value, list):
            return [found for item in value for found in texts(item)]
        if not isinstance(value, dict):
            return []
        if value and all(isinstance(entry, dict) and "machine" in entry for entry in value.values()):
            return [set(value)]
        return texts(list(value.values()))

    found = [languages for row in reading.changes(-1, 1000) for languages in texts(row.json)]
    assert len(found) > 100
    assert all(languages == {"en", "de", "ru"} for languages in found)


@pytest.mark.parametrize(
    "spelling",
    [
        *("Tokajew", "Tokayev", "Tokaev", "Токаев", "Тоқаев", "Toqaev", "Tokaïev"),
        *("Kassym-Schomart Tokajew", "Kassym-Jomart Tokayev", "Касым-Жомарт Токаев", "Қасым-Жомарт Тоқаев"),
    ],
)
def test_one_person_is_found_by_every_spelling(spelling: str) -> None:
    assert [source.public_id for source in Source.objects.named(spelling)] == [id_of_key("s", "kassym-jomart-tokayev")]


@pytest.mark.parametrize("name", ["OVKS", "CSTO", "ОДКБ", "ҰҚШҰ", "OTSC"])
def test_one_alliance_is_found_by_every_abbreviation(name: str) -> None:
    assert [source.public_id for source in Source.objects.named(name)] == [id_of_key("s", "csto")]


def test_all_sources_in_chains_are_public() -> None:
    claims = [row.json for row in reading.changes(-1, 1000) if row.subject_kind == SubjectKind.CLAIM]
    named = {hop["source"] for claim in claims for a in claim["attributions"] for hop in a["chain"]}
    assert named == set(reading.find(named))


def test_second_load_changes_nothing() -> None:
    before, head = counts(), LogHead.objects.values().get()
    assert sum(load(sorted(DEMONSTRATION.glob("*.yaml")), demonstration=True).values()) == 0
    assert (counts(), LogHead.objects.values().get()) == (before, head)
