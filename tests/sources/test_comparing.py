"""Two versions of a page: what is found, what is noise, and what was announced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.comparing import Comparison, FindingKind, Page, Quote, compare
from sources.comparing.aligning import word_steps
from sources.comparing.noise import is_noisy, noisy_lines
from sources.comparing.notices import is_notice
from sources.extracting.reading import read
from sources.refinding import Fit
from tests.sources.truth.pairs import SECOND, THIRD, TUNING, Case, cases

K = FindingKind
FIRST = "According to the health ministry, at least 164 people were killed in the unrest."
REST = (
    "The president said on Monday that order had been restored. Observers doubted it.\n"
    "Police detained 7,939 people in the capital, among them many students.\n"
    "The protests began over rising gas prices and spread within days."
)
QUOTE = Quote("at least 164 people were killed", "According to the health ministry,", "in the unrest.")


def compared(first: str, rest: str = REST, title: str = "Unrest: order restored") -> Comparison:
    return compare(Page("Unrest: order restored", f"{FIRST}\n{REST}"), Page(title, f"{first}\n{rest}"), [QUOTE])


def kinds(comparison: Comparison) -> set[FindingKind]:
    return {finding.kind for finding in comparison.findings} - {K.WORDING_CHANGED}


@pytest.mark.parametrize(
    ("first", "kind", "was", "now"),
    [
        (FIRST.replace("164", "225"), K.NUMBER_CHANGED, "at least 164", "at least 225"),
        (FIRST.replace("164", "twelve"), K.NUMBER_CHANGED, "at least 164", "at least twelve"),
        (FIRST.replace("164", "1.6 million"), K.NUMBER_CHANGED, "at least 164", "at least 1.6 million"),
        (FIRST.replace("at least 164", "dozens of"), K.NUMBER_CHANGED, "at least 164", "dozens"),
        (FIRST.replace("at least 164 ", ""), K.NUMBER_VANISHED, "at least 164", ""),
        (FIRST.replace("killed", "killed, 3 of them children,"), K.NUMBER_APPEARED, "", "3"),
        (FIRST.replace("at least ", ""), K.QUALIFIER_LOST, "at least 164", "164"),
        (FIRST.replace("at least", "nearly"), K.QUALIFIER_CHANGED, "at least 164", "nearly 164"),
        (FIRST.replace("people", "soldiers"), K.COUNTED_CHANGED, "at least 164 people", "at least 164 soldiers"),
        (
            FIRST.replace("According to the health ministry, a", "A"),
            K.ATTRIBUTION_LOST,
            "According to the health ministry",
            "",
        ),
        (FIRST.replace("health", "interior"), K.ATTRIBUTION_CHANGED, "health", "interior"),
        ("", K.EXCERPT_GONE, "at least 164 people were killed", ""),
    ],
)
def test_what_an_edit_did_is_named(first: str, kind: FindingKind, was: str, now: str) -> None:
    found = [finding for finding in compared(first).findings if finding.kind == kind]
    assert [(finding.was, finding.now) for finding in found] == [(was, now)]
    assert found[0].excerpts == (0,)


def test_an_edit_far_from_the_excerpt_is_found_and_is_not_near() -> None:
    text = "\n".join(f"District {n} had been calm for many years, as people there like to tell." for n in "abcdefgh")
    before, after = (
        Page("T", f"{FIRST}\n{text}\n{REST}"),
        Page("T", f"{FIRST}\n{text}\n{REST.replace('7,939', '8,000')}"),
    )
    [finding] = compare(before, after, [QUOTE]).figures
    assert (finding.kind, finding.was, finding.now, finding.excerpts) == (K.NUMBER_CHANGED, "7,939", "8,000", ())


def test_numbers_that_changed_places_are_found() -> None:
    comparison = compare(Page("", "Of them 16 dead, 200 injured."), Page("", "Of them 200 dead, 16 injured."))
    assert comparison.figures


def test_a_changed_title_is_found() -> None:
    comparison = compare(Page("164 dead", f"{FIRST}\n{REST}"), Page("225 dead", f"{FIRST}\n{REST}"))
    assert [(f.kind, f.was, f.now) for f in comparison.figures] == [(K.NUMBER_CHANGED, "164", "225")]


@pytest.mark.parametrize(
    "first",
    [
        FIRST.replace(" ", "  "),
        FIRST.replace("164", "164\u00a0").replace("\u00a0 ", "\u00a0"),
        FIRST.replace("health", "he\u00adalth"),
        f"Updated: 10 January 2022, 14:35\n{FIRST}",
        f"{FIRST} (updated 14:35)",
        f"1,204 comments\n{FIRST}",
        f"{FIRST}\nRead also: Train derails, 12 hurt",
        f"Advertisement\n{FIRST}",
    ],
)
def test_noise_is_no_change(first: str) -> None:
    assert not compared(first).is_changed


def test_the_same_number_in_another_writing_is_no_change() -> None:
    assert not compared(FIRST, REST.replace("7,939", "7939")).is_changed
    assert not compared(FIRST, REST.replace("7,939", "7\u202f939")).is_changed


def test_paragraphs_that_moved_split_or_joined_are_no_change() -> None:
    one, two, three = REST.split("\n")
    assert not compared(FIRST, f"{three}\n{one}\n{two}").is_changed
    assert not compared(FIRST, REST.replace("\n", " ")).is_changed
    assert not compared(FIRST, REST.replace(". ", ".\n")).is_changed


def test_a_line_that_only_the_extractor_lost_is_no_change() -> None:
    before = Page("", f"{FIRST}\n{REST}", f"{FIRST}\n{REST}")
    assert not compare(before, Page("", REST, f"{FIRST}\n{REST}")).is_changed


def test_an_excerpt_is_refound_in_the_later_version() -> None:
    assert compared(FIRST).refound[0].fit == Fit.EXACT
    assert compared(FIRST.replace("164", "225")).refound[0].fit == Fit.ALTERED


def test_a_line_that_holds_an_excerpt_is_never_noise() -> None:
    line = "Updated 10 January: 164 dead"
    before, after = Page("", f"{line}\n{REST}"), Page("", f"{line.replace('164', '225')}\n{REST}")
    assert compare(before, after, [Quote("164 dead")]).near
    assert not compare(before, after).is_changed


@pytest.mark.parametrize(
    ("notice", "is_silent"),
    [
        ("", True),
        ("Updated at 14:35.", True),
        ("Correction: An earlier version of this article gave another number.", False),
        ("Anmerkung der Redaktion: Die Zahl wurde nachträglich korrigiert.", False),
        ("В более ранней версии этого материала была указана другая цифра.", False),
        ("Une version précédente de cet article donnait un autre chiffre.", False),
    ],
)
def test_an_edit_is_silent_unless_a_notice_tells_of_it(notice: str, is_silent: bool) -> None:
    comparison = compared(FIRST.replace("164", "225"), f"{REST}\n{notice}")
    assert comparison.is_silent == is_silent
    assert comparison.notice == ("" if is_silent else notice)


def test_a_notice_of_an_earlier_edit_announces_no_later_one() -> None:
    notice = "Correction: An earlier version of this article gave another name."
    before, after = Page("", f"{FIRST}\n{notice}"), Page("", f"{FIRST.replace('164', '225')}\n{notice}")
    assert compare(before, after).is_silent


@pytest.mark.parametrize("line", ["The ministry corrected the number of dead.", "In an earlier version of the law …"])
def test_news_about_corrections_is_no_notice(line: str) -> None:
    assert not is_notice(line)


@pytest.mark.parametrize(
    "line", ["Zahl der Toten steigt auf 225", "164 dead", "Погибли 164 человека", "Stand der Dinge"]
)
def test_headings_are_no_noise(line: str) -> None:
    assert not is_noisy(line)


def test_a_list_of_links_ends_where_running_text_begins() -> None:
    lines = ["Most read", "Club wins 3-1", "164 years old", "The unrest began over gas prices.", "Club wins 3-1"]
    assert noisy_lines(lines) == [True, True, True, False, False]


def test_a_word_that_stayed_by_chance_is_part_of_the_replacement() -> None:
    [step] = word_steps(
        ["according", "to", "the", "disaster", "agency"], ["as", "announced", "by", "the", "opposition"]
    )
    assert step.tag == "replace"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 50_000, "a b " * 25_000),
        ("1 " * 30_000, "2 " * 30_000),
        ("said. " * 20_000, ""),
        ("A.\n" * 9000, "B.\n" * 9000),
    ],
)
def test_hostile_pages_are_answered(before: str, after: str) -> None:
    """Where time grew with the product of the lengths, this test would not end."""
    assert compare(Page("", before), Page("", after), [Quote("a b a b")]).before.text


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=30))
def test_any_two_texts_are_compared(one: str, two: str, exact: str) -> None:
    comparison = compare(Page(one[:20], one), Page(two[:20], two), [Quote(exact)])
    for finding in comparison.findings:
        assert finding.was == comparison.before.quote(finding.before)
        assert finding.now == comparison.after.quote(finding.after)


@given(st.text(max_size=300))
def test_a_page_does_not_differ_from_itself(text: str) -> None:
    assert not compare(Page("title", text), Page("title", text)).is_changed


def _comparison(case: Case) -> Comparison:
    before, after = (read(page.encode(), "text/html", "utf-8") for page in (case.before, case.after))
    one, two = Page(before.title, before.text, before.visible), Page(after.title, after.text, after.visible)
    return compare(one, two, [Quote(*case.excerpt)])


@pytest.mark.parametrize("made_of", [TUNING, SECOND, THIRD], ids=lambda made_of: made_of.name)
def test_edits_are_told_from_noise_on_whole_pages(made_of: object) -> None:
    """A sample; `manage.py bench watch-texts` measures the whole."""
    for case in list(cases(made_of, seed=7, rounds=1))[::5]:  # type: ignore[arg-type]
        found = {finding.kind.value for finding in _comparison(case).findings}
        assert found & case.kinds if case.kinds else not found, case.name
