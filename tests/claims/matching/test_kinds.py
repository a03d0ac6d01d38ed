"""What a second figure is to a first, from the words around them."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.choices import Counted
from claims.matching.kinds import Kind, kind_of
from claims.matching.signals import Given
from factcheck.operations.bench import truth

PAIRS = truth.pairs(Path(__file__).parent)


def figure(text: str, span: str, low: int | None, high: int | None = None, lang: str = "en", **more: Any) -> Given:
    bounds = {name: None if value is None else Decimal(value) for name, value in (("low", low), ("high", high))}
    return Given(text=text, span=span, lang=lang, **{"counted": "dead", **bounds, **more})


def test_the_truth_is_large_enough_and_a_third_of_it_is_across_languages() -> None:
    languages = Counter(pair.languages for pair in PAIRS)
    assert len(PAIRS) >= 200
    assert languages["across"] * 3 >= len(PAIRS)
    assert {"de", "en", "ru"} < languages.keys()


@pytest.mark.parametrize("name", truth.FRESH)
def test_the_kind_is_right_for_most_fresh_pairs(name: str) -> None:
    fresh = truth.fresh(Path(__file__).parent, name)
    right = sum(kind_of(pair.first, pair.second).kind == pair.kind for pair in fresh)
    assert right / len(fresh) >= 0.85


def test_the_kind_is_right_for_most_pairs() -> None:
    right = sum(kind_of(pair.first, pair.second).kind == pair.kind for pair in PAIRS)
    assert right / len(PAIRS) >= 0.9


@pytest.mark.parametrize("kind", Kind)
def test_no_kind_is_neglected(kind: Kind) -> None:
    of_kind = [pair for pair in PAIRS if pair.kind == kind]
    right = sum(kind_of(pair.first, pair.second).kind == kind for pair in of_kind)
    assert right / len(of_kind) >= 0.75


FERRY = "At least 34 people drowned when a ferry sank off Sorvia, the coast guard said."


def test_the_same_number_in_another_language_is_the_same() -> None:
    german = figure("Beim Untergang einer Fähre vor Sorvia starben 34 Menschen.", "34 Menschen", 34, 34, "de")
    assert kind_of(figure(FERRY, "At least 34 people", 34), german).kind == Kind.SAME


def test_the_same_number_of_another_event_is_unrelated() -> None:
    other = figure("A fire in a factory in Brunt killed 34 people.", "34 people", 34, 34)
    assert kind_of(figure(FERRY, "At least 34 people", 34), other).kind == Kind.UNRELATED


def test_the_same_number_of_others_is_another_question() -> None:
    soldiers = figure("34 soldiers drowned when a ferry sank off Sorvia.", "34 soldiers", 34, 34)
    children = figure("34 children drowned when a ferry sank off Sorvia.", "34 children", 34, 34)
    assert kind_of(soldiers, children).kind == Kind.DIFFERENT_QUANTITY


def test_given_sources_decide_between_update_and_contradiction() -> None:
    text = "61 people died when a ferry sank off Sorvia."
    same = figure(text, "61 people", 61, 61, sources=["the coast guard"])
    other = figure(text, "61 people", 61, 61, sources=["the sailors' union"])
    first = figure(FERRY, "At least 34 people", 34, 34)
    assert kind_of(first, same).kind == Kind.UPDATE
    assert kind_of(first, other).kind == Kind.CONTRADICTION


def test_of_two_authorities_one_is_later_and_a_party_stands_against_them() -> None:
    text = "61 people died when a ferry sank off Sorvia, {} said."
    ministry = figure(text.format("the health ministry"), "61 people", 61, 61)
    union = figure(text.format("the sailors' union"), "61 people", 61, 61)
    first = figure(FERRY, "At least 34 people", 34)
    assert kind_of(first, ministry).kind == Kind.UPDATE
    assert kind_of(first, union).kind == Kind.CONTRADICTION


def test_one_who_counted_stands_against_an_authority() -> None:
    first = figure("The mayor said 61 people died when a ferry sank off Sorvia.", "61 people", 61, 61)
    text = "{} 90 people died when a ferry sank off Sorvia."
    counted = figure(text.format("According to a tally by Astra,"), "90 people", 90, 90)
    passed_on = figure(text.format("Astra said"), "90 people", 90, 90)
    assert kind_of(first, counted).kind == Kind.CONTRADICTION
    assert kind_of(first, passed_on).kind == Kind.UPDATE


def test_a_clause_that_has_only_a_body_is_said_by_it() -> None:
    text = "Organisers spoke of 24,000 people on the march in Sorvia, the police of 12,500."
    one, two = figure(text, "24,000 people", 24000, 24000), figure(text, "12,500", 12500, 12500)
    assert two.signals.bodies == {"police"}
    assert kind_of(one, two).kind == Kind.CONTRADICTION


def test_what_comes_on_top_is_another_question() -> None:
    text = "The navy sent 500 soldiers to Sorvia after the ferry sank, in addition to 2,000 there before."
    one, two = figure(text, "500 soldiers", 500, 500), figure(text, "2,000", 2000, 2000)
    assert kind_of(one, two).kind == Kind.DIFFERENT_QUANTITY


def test_the_like_counted_in_one_city_is_of_one_event() -> None:
    lawyers = figure("Lawyers spoke of 220 detained in Tbilisi.", "220 detained", 220, 220, counted="detained")
    police = figure("Police held 107 at a rally in Tbilisi.", "107", 107, 107, counted="detained")
    fire = figure("A fire killed 107 in Tbilisi.", "107", 107, 107, counted="dead")
    assert kind_of(police, lawyers).kind == Kind.CONTRADICTION
    assert kind_of(police, fire).kind == Kind.UNRELATED


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (("Nearly 8,000 people", 8000, 8000), ("7,939 people", 7939, 7939), Kind.SAME),
        (("More than 250 people", 250, None), ("252 people", 252, 252), Kind.SAME),
        (("8,700 people", 8700, 8700), ("8,743 people", 8743, 8743), Kind.SAME),
        (("At least 30 people", 30, None), ("31 people", 31, 31), Kind.UPDATE),
        (("Nearly 8,000 people", 8000, 8000), ("8,300 people", 8300, 8300), Kind.UPDATE),
        (("No more than 21 people", None, 21), ("24 people", 24, 24), Kind.CONTRADICTION),
    ],
)
def test_a_number_made_round_is_the_same_and_a_most_shuts_out_more(first: Any, second: Any, kind: Kind) -> None:
    one, two = (figure(f"{words} died in the Sorvia ferry disaster.", words, *n) for words, *n in (first, second))
    assert kind_of(one, two).kind == kind


def test_a_count_that_went_from_one_number_to_another_was_updated() -> None:
    text = "The number of the missing off Sorvia fell from 120 to nearly 90, the coast guard said."
    assert kind_of(figure(text, "120", 120, 120), figure(text, "nearly 90", 90, 90)).kind == Kind.UPDATE


def test_numbers_that_make_up_a_whole_are_its_parts() -> None:
    text = "The ferry off Sorvia carried 51 people: 46 passengers and five stewards."
    whole = figure(text, "51 people", 51, 51, counted="people_other")
    part = figure(text, "46 passengers", 46, 46, counted="people_other")
    assert kind_of(part, whole).kind == Kind.PART_OF


def test_what_a_text_says_of_the_number_of_another_text_counts() -> None:
    text = "Of the 61 people who died off Sorvia, 22 were cadets."
    assert kind_of(
        figure(text, "22", 22, 22), figure(f"{FERRY} Later 61 people were dead.", "61 people", 61, 61)
    ).kind == (Kind.PART_OF)


def test_another_year_is_another_question() -> None:
    text = "34 people drowned off Sorvia on Monday. In 2009, 51 people drowned there."
    assert kind_of(figure(text, "34 people", 34, 34), figure(text, "51 people", 51, 51)).kind == Kind.DIFFERENT_QUANTITY


def test_who_disputes_a_number_stands_against_it() -> None:
    text = "A fisherman disputed the official toll of the Sorvia ferry: 90 people had died."
    disputing = figure(text, "90 people", 90, 90)
    official = figure("The coast guard said 61 people died on the Sorvia ferry.", "61 people", 61, 61)
    assert kind_of(official, disputing).kind == Kind.CONTRADICTION


def test_a_named_group_is_a_part_of_everybody() -> None:
    group = figure("16 members of the security forces were killed in the unrest in Sorvia.", "16 members of", 16, 16)
    everybody = figure("225 people were killed in the unrest in Sorvia.", "225 people", 225, 225)
    assert kind_of(group, everybody).kind == Kind.PART_OF


def test_those_who_lost_their_own_are_not_told_by_the_other_side() -> None:
    text = "Armenia reported four soldiers killed near Sotk. Azerbaijan put its own losses at two soldiers."
    one, two = figure(text, "four soldiers", 4, 4), figure(text, "two soldiers", 2, 2)
    assert kind_of(one, two).kind == Kind.DIFFERENT_QUANTITY


@pytest.mark.parametrize(
    ("text", "lang", "places"),
    [
        ("Independence Day was quiet.", "en", set()),
        ("Das war im Juni.", "de", set()),
        ("Der honduranische Hafen.", "de", {"hn"}),
        ("В Чили бастуют.", "ru", {"cl"}),
    ],
)
def test_words_that_look_alike_are_no_places(text: str, lang: str, places: set[str]) -> None:
    event = figure(text, text, 1, lang=lang).event
    assert event.places == places
    assert "war" not in event.kinds


def test_gas_is_not_gaza() -> None:
    assert not figure("Взрыв газа разрушил подъезд.", "подъезд", 1, lang="ru").event.places
    assert figure("Власти Газы сообщили о взрыве.", "взрыве", 1, lang="ru").event.places == {"palestine"}


def test_two_numbers_of_one_text_are_no_contradiction_of_themselves() -> None:
    text = "A ferry sank off Sorvia. 61 people died on the upper deck. 17 people died on the quay."
    one, two = figure(text, "61 people", 61, 61), figure(text, "17 people", 17, 17)
    assert kind_of(one, two).kind == Kind.DIFFERENT_QUANTITY


def test_a_french_article_is_not_the_united_nations() -> None:
    text = "Selon un bilan de la mairie, 61 personnes sont mortes dans le naufrage du ferry de Sorvia."
    assert "un" not in figure(text, "61 personnes", 61, 61, "fr").signals.bodies


def test_without_a_text_only_numbers_and_class_speak() -> None:
    bare = figure("", "34 people", 34, 34)
    assert kind_of(bare, figure("", "34 Menschen", 34, 34, "de")).kind == Kind.SAME
    assert kind_of(bare, figure("", "35 people", 35, 35)).kind == Kind.UNRELATED


def test_what_has_gone_on_since_last_year_is_of_now() -> None:
    text = (
        "Cholera in Sorvia: 124 people have died since the outbreak of last year. In all of last year 90 people died."
    )
    assert not figure(text, "124 people", 124, 124).signals.periods
    assert figure(text, "90 people", 90, 90).signals.periods == {"gone"}


def test_those_of_the_last_day_are_a_part_of_all_until_now() -> None:
    text = "Eight people died of cholera in Sorvia in the past 24 hours, bringing the total to 124."
    assert kind_of(figure(text, "Eight people", 8, 8), figure(text, "124", 124, 124)).kind == Kind.PART_OF


def test_a_corrected_number_is_an_update() -> None:
    text = "Not 34 but 51 people died on the Sorvia ferry, said the coast guard."
    assert kind_of(figure(text, "34", 34, 34), figure(text, "51 people", 51, 51)).kind == Kind.UPDATE


def test_an_earlier_count_is_no_part_of_a_later_one() -> None:
    text = "Damit stieg die Zahl der Toten vor Sorvia auf sieben, so die Polizei; am Montag hatte sie fünf gemeldet."
    one, two = (figure(text, span, number, number, "de") for span, number in (("fünf", 5), ("sieben", 7)))
    assert kind_of(one, two).kind == Kind.UPDATE


def test_what_a_later_text_says_of_the_earlier_number_is_believed() -> None:
    first = figure("The Sorvia ferry disaster killed 34 crew, firemen said.", "34 crew", 34, 34)
    text = "Сорвия: на пароме погибли не 34, а 51 моряк, сообщили спасатели."
    assert kind_of(first, figure(text, "51 моряк", 51, 51, "ru")).kind == Kind.UPDATE


def test_numbers_told_beside_each_other_that_make_up_the_larger_are_its_parts() -> None:
    text = "The ferry disaster off Sorvia: 84 dead, it is said. There were 61 dead on deck and 23 dead below."
    larger = figure("84 people died in the ferry disaster off Sorvia.", "84 people", 84, 84)
    assert kind_of(figure(text, "61 dead", 61, 61), larger).kind == Kind.PART_OF


def test_one_source_that_names_a_place_for_the_smaller_number_tells_a_part() -> None:
    text = "In Sorvia mines fell in. Unionist Arup said 15 people had died. Arup said 10 people died at the Gopin pit."
    assert kind_of(figure(text, "10 people", 10, 10), figure(text, "15 people", 15, 15)).kind == Kind.PART_OF


def test_far_apart_in_one_text_is_another_question() -> None:
    text = "The ministry in Sorvia admitted 52 arrests. At present 1,187 are in prison."
    one, two = (figure(text, span, n, n, counted="detained") for span, n in (("52 arrests", 52), ("1,187", 1187)))
    assert kind_of(one, two).kind == Kind.DIFFERENT_QUANTITY


def test_a_rights_group_is_heard_without_a_verb_of_saying() -> None:
    text = "By evening the rights centre had a list of 91 detained in Minsk."
    assert figure(text, "91 detained", 91, 91, counted="detained").signals.bodies == {"rights"}


def test_how_many_were_aboard_does_not_grow() -> None:
    one, two = (
        figure(f"The ferry that sank off Sorvia had {n} people aboard.", f"{n} people", n, n, counted="people_other")
        for n in (52, 75)
    )
    assert kind_of(one, two).kind == Kind.CONTRADICTION


def test_he_is_who_gave_the_figure_before() -> None:
    text = "The mayor said 12 people were injured off Sorvia. He said 34 were missing, not 51 as told a day earlier."
    assert figure(text, "34", 34, 34, counted="missing").signals.bodies == {"government"}


def test_what_came_on_top_is_a_part_of_both_together() -> None:
    text = "Another 27 inmates were found dead in the prison of Sorvia, where four had been killed at dawn."
    more = figure(text, "27 inmates", 27, 27)
    assert kind_of(more, figure("31 dead in a Sorvia prison riot.", "31 dead", 31, 31)).kind == Kind.PART_OF


def test_a_round_number_that_both_texts_hold_shows_no_event() -> None:
    one = figure("350 Beschäftigte streikten in Hausach.", "350 Beschäftigte", 350, 350, "de", counted="protesters")
    two = figure("Unite says 350 binmen are on strike.", "350 binmen", 350, 350, counted="protesters")
    assert kind_of(one, two).kind == Kind.UNRELATED


@pytest.mark.parametrize(
    ("text", "lang", "body"),
    [
        ("La fondation d'aide dénombre 90 morts dans le naufrage de Sorvia.", "fr", "critics"),
        ("Die Diözese spricht von 90 Toten auf der Fähre vor Sorvia.", "de", "aid"),
        ("Партия утверждает, что на пароме у Сорвии погибли 90 человек.", "ru", "opposition"),
        ("Fishermen said 90 people had died on the Sorvia ferry.", "en", "witnesses"),
    ],
)
def test_parties_of_many_kinds_stand_against_an_authority(text: str, lang: str, body: str) -> None:
    official = figure("The coast guard said 61 people died on the Sorvia ferry.", "61 people", 61, 61)
    party = figure(text, "90", 90, 90, lang)
    assert body in party.signals.bodies
    assert kind_of(official, party).kind == Kind.CONTRADICTION


def test_of_several_places_of_a_number_its_own_is_meant() -> None:
    text = "On day 17 of the search off Sorvia, police said 17 people had died."
    assert figure(text, "17", 17, 17).at[0] == text.rindex("17")


def test_a_town_is_a_part_of_the_whole_country() -> None:
    text = "Police stations in Tirana hold 29 protesters, a lawyer says. Police count 67 across the country."
    one, two = (figure(text, span, n, n, counted="detained") for span, n in (("29 protesters", 29), ("67", 67)))
    assert kind_of(one, two).kind == Kind.PART_OF


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("90 people may have died off Sorvia on July 3, the UN mission said a day later.", "en"),
        ("Vor Sorvia starben 90 Menschen; die Opposition nennt 41.", "de"),
    ],
)
def test_who_says_it_may_stand_behind_the_number_but_not_behind_a_semicolon(text: str, lang: str) -> None:
    bodies = figure(text, "90", 90, 90, lang).signals.bodies
    assert ("un" in bodies, "opposition" in bodies) == (lang == "en", False)


def test_who_disputes_a_number_of_another_text_stands_against_it() -> None:
    official = figure("278 people were aboard the Sorvia ferry, the mayor said.", "278 people", 278, 278)
    text = "A residents' group contests the number that the mayor gives for the Sorvia ferry: 415 people were aboard."
    assert kind_of(official, figure(text, "415 people", 415, 415)).kind == Kind.CONTRADICTION


numbers = st.none() | st.integers(0, 10**6).map(Decimal)
figures = st.builds(
    Given,
    text=st.text(max_size=200),
    lang=st.sampled_from(["de", "en", "ru", "fr", "uk"]),
    span=st.text(max_size=20),
    low=numbers,
    high=numbers,
    counted=st.sampled_from([*Counted.values, ""]),
    passage=st.sampled_from(["", "a", "b"]),
)


@settings(max_examples=200, deadline=None)
@given(figures, figures)
def test_any_text_gets_a_kind_and_a_reason(first: Given, second: Given) -> None:
    verdict = kind_of(first, second)
    assert verdict.kind in Kind
    assert str(verdict.reason)


@settings(max_examples=100, deadline=None)
@given(figures)
def test_a_figure_is_the_same_as_itself(one: Given) -> None:
    if one.passage:
        assert kind_of(one, one).kind == Kind.SAME


def test_the_order_does_not_change_what_is_no_order() -> None:
    for pair in PAIRS:
        back = kind_of(pair.second, pair.first).kind
        assert back == kind_of(pair.first, pair.second).kind, pair.id


def test_a_text_of_nothing_but_figures_is_answered() -> None:
    text = "at least 1,1,1,1 " * 6_000
    one, two = (figure(text, span, 1, 1, passage="p") for span in ("1,1,1,1", "1,1"))
    assert kind_of(one, two).kind == Kind.DIFFERENT_QUANTITY


def test_what_is_not_yet_known_of_some_is_answered_by_a_count_of_them() -> None:
    unknown = figure(
        "How many civilians the riots in Sorvia killed is not yet known.", "not yet known", None, who="civilians"
    )
    civilians = figure("The riots in Sorvia killed 30 civilians.", "30 civilians", 30, 30)
    people = figure("The riots in Sorvia killed 164 people.", "164 people", 164, 164)
    assert kind_of(unknown, civilians).kind == Kind.UPDATE
    assert kind_of(unknown, people).kind == Kind.DIFFERENT_QUANTITY
