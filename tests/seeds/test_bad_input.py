"""Whatever stands in a file: a sentence that names file, line and field, never a traceback, and nothing stored."""

import pytest

from claims.models import Claim
from seeds.loading import load
from seeds.problems import SeedsRefused
from sources.models import SourceName
from tests.seeds.conftest import SMALL, Write, counts

pytestmark = pytest.mark.django_db
MEGABYTE = "x" * 2**20
WORDING = "wording: mindestens 164 Tote"
SUMMARY = "{en: At least 164 dead}"
NUMBER = "low: 164\n    summary"  # of the claim; the hop's stands in a line of its own kind


def problems(write: Write, text: str) -> list[tuple[int, str, str]]:
    """Line, field and sentence of each problem of one file."""
    with pytest.raises(SeedsRefused) as refused:
        load([write(text)], demonstration=True)
    assert not any(counts())
    assert all(len(str(problem)) < 500 and str(problem).isprintable() for problem in refused.value.problems)
    return [(problem.place.line, problem.place.field, problem.sentence) for problem in refused.value.problems]


BAD_VALUES = [
    (WORDING, 'wording: "a\\0b"', "claims.dead.wording", "U+0000"),
    (WORDING, 'wording: "a\\ud800b"', "claims.dead.wording", "U+D800"),
    (WORDING, 'wording: "a\\x1bb"', "claims.dead.wording", "U+001B"),
    (WORDING, f"wording: {MEGABYTE}", "claims.dead.wording", "1,048,576 characters"),
    (WORDING, "wording:", "claims.dead.wording", "empty"),
    (WORDING, "wording: {de: x}", "claims.dead.wording", "Here belongs a text"),
    (WORDING, "wording: [x]", "claims.dead.wording", "Here belongs a text"),
    ("    " + WORDING + "\n", "", "claims.dead.wording", "cannot be blank"),
    (SUMMARY, '{en: "a\\0b"}', "claims.dead.summary.en", "U+0000"),
    (SUMMARY, f"{{en: {MEGABYTE}}}", "claims.dead.summary.en", "characters"),
    (SUMMARY, "{EN!: At least 164}", "claims.dead.summary.EN!", "language tag"),
    (SUMMARY, "{by: Editor}\n    nature: soon", "claims.dead.nature", "Write one of: checkable"),
    (SUMMARY, "At least 164", "claims.dead.summary", "keys with values"),
    (SUMMARY, "{}", "claims.dead.summary", "at least one language"),
    (NUMBER, f"low: {'9' * 10_000}\n    summary", "claims.dead.low", "at most 16 digits"),
    (NUMBER, "low: 9999999999999999\n    summary", "claims.dead.low", "Numbers go up to"),
    (NUMBER, "low: 1e3\n    summary", "claims.dead.low", "Write a number"),
    (NUMBER, "low: 1,640\n    summary", "claims.dead.low", "Write a number"),
    (NUMBER, "low: ١٦٤\n    summary", "claims.dead.low", "Write a number"),
    (NUMBER, "low: NaN\n    summary", "claims.dead.low", "Write a number"),
    (NUMBER, "high: 164\n    summary", "claims.dead.low", "needs this number"),
    ("qualifier: at_least\n", "qualifier: most\n", "claims.dead.qualifier", "Write one of: none, exactly, at_least"),
    ("qualifier: at_least, low: 164", "qualifier: between, low: 200, high: 100", "chain[1].low", "above the highest"),
    ("qualifier: at_least, low: 164", "qualifier: none, low: 1, high: 2", "chain[1].high", "both bounds"),
    ("{source: outlet, named_as", "{source: ministry, named_as", "chain[1].source", "in the chain already"),
    ("named_as: Ministerium, ", "", "chain[0].named_as", "only the publisher"),
    ("role: keeper}", "role: king}", "chain[0].role", "no such role"),
    ("source: ministry", "source: ministery", "chain[0].source", "There is no source “ministery”"),
    ("measure: killed", "measure: kiled", "claims.dead.measure", "There is no measure “kiled”"),
    ("    measure: killed\n", "", "claims.dead.measure", "Say what is counted"),
    ("published: 2022-01-09", "published: 0000-01-09", "reports.article.published", "Write it as"),
    ("published: 2022-01-09", "published: 0000", "reports.article.published", "Write it as"),
    ("published: 2022-01-09", "published: 9999-12-31", "reports.article.published", "Write it as"),
    ("published: 2022-01-09", "published: 2022-02-30", "reports.article.published", "Write it as"),
    ("published: 2022-01-09", "published: yesterday", "reports.article.published", "with its zone"),
    ("at: 2022-01-09T10:10Z", "at: 0000-01-09T10:10Z", "acts[0].at", "with its zone"),
    ("at: 2022-01-09T10:10Z", "at: 0001-01-01T00:00+14:00", "acts[0].at", "with its zone"),
    ("at: 2022-01-09T10:10Z", "at: 2022-01-09T10:10", "acts[0].at", "with its zone"),
    ("from: 2020-01-01", "from: 0000-01-01", "sources.ministry.roles.keeper.from", "Write a day"),
    ("from: 2020-01-01", "from: 2023-01-01", "sources.ministry.roles.keeper", "role_ends_after_it_begins"),
    ("kind: figure", "kind: rumour", "claims.dead.kind", "Write one of: figure, statement"),
    ("kind: figure", "kind: statement", "claims.dead.qualifier", "leave this empty"),
    ("lang: de\n    published", "lang: klingon!\n    published", "reports.article.lang", "language tag"),
    ("title: Article", "url: javascript:alert(1)", "reports.article.url", "valid URL"),
    ("title: Article", "note: no title", "reports.article.title", "Give a title or an address"),
    ("wikidata: Q42", "wikidata: 42", "sources.outlet.wikidata", "looks like Q42"),
    ("ru: [Минздрав]", "ru: Минздрав", "sources.ministry.names.ru", "Here belongs a list"),
    ("ru: [Минздрав]", "ru: [Минздрав, [x]]", "sources.ministry.names.ru[1]", "Here belongs a text"),
    ("ru: [Минздрав]", "ru: [Минздрав, Минздрав]", "sources.ministry.names.ru[1]", "already exists"),
    ("ru: [Минздрав]", f"ru: [{'щ' * 501}]", "sources.ministry.names.ru[0]", "at most 500"),
    ("ru: [Минздрав]", "1: [Минздрав]", "sources.ministry.names.1[0]", "language tag"),
    ("name: Outlet", "protected: true\n    name: Outlet", "sources.outlet.protected", "Unknown here"),
    ("a@demonstration.invalid", "a@example.org", "people.editor-a.mail", "must end with .invalid"),
    ("a@demonstration.invalid", "a.invalid", "people.editor-a.mail", "valid email"),
    ("act: publish", "act: delete", "acts[0].act", "Write one of: publish, edit"),
    ("claims: [dead]", "claims: []", "acts[0].claims", "missing"),
    ("claims: [dead]", "claims: dead", "acts[0].claims", "Here belongs a list"),
    ("    reason: {en: Taken in}\n", "", "acts[0].reason", "missing"),
    ("  dead:\n", "  DEAD:\n", "claims.DEAD", "small Latin letters"),
    ("  killed:", f"  {'k' * 1000}:", "measures.kkkkk", "small Latin letters"),
]


@pytest.mark.parametrize(
    ("good", "bad", "field", "sentence"), BAD_VALUES, ids=[f"{field}: {part}" for *_, field, part in BAD_VALUES]
)
def test_bad_value_is_named(write: Write, good: str, bad: str, field: str, sentence: str) -> None:
    assert good in SMALL
    text = SMALL.replace(good, bad, 1)
    found = [problem for problem in problems(write, text) if field in problem[1] and sentence in problem[2]]
    assert found
    assert abs(found[0][0] - (SMALL[: SMALL.index(good)].count("\n") + 1)) <= 16


UNREADABLE = [
    ("a\x00b", "U+0000"),
    ("a: \x1bb", "U+001B"),
    ("a:\tb", "found character '\\t' that cannot start any token"),
    ("people:\n\ta: b", "found character '\\t' that cannot start any token"),
    ("", "empty"),
    ("- a\n- b", "keys with values"),
    ("just text", "keys with values"),
    ("[" * 100_000, "levels deep"),
    ("a: " * 30, "mapping values are not allowed"),
    ("--- {}\n--- {}", "one document"),
    ("? [a]\n: b", "A key is one word"),
    ('a: "\\U0011FFFF"', "number is too large"),
    (f"%YAML {'1' * 5000}.1\n---\na: b", "number is too large"),
    ('people: "', "unexpected end"),
    ("reports: {article: *x}", "Aliases"),
    ("reports: !!python/object:os.system x", "Tags"),
    ("people: {}\npeople: {}", "twice"),
    ("<<: {people: {}}", "Unknown here"),
    ("peple: {}", "Unknown here. Known are: acts, claims, measures, people, reports, sources, topics."),
]


@pytest.mark.parametrize(("text", "sentence"), UNREADABLE, ids=[sentence for _text, sentence in UNREADABLE])
def test_file_that_is_no_plain_data_is_refused(write: Write, text: str, sentence: str) -> None:
    assert [found for _line, _field, found in problems(write, text) if sentence in found]


def test_anchors_that_multiply_are_refused_at_once(write: Write) -> None:
    layers = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 30))
    found = problems(write, f"sources:\n  l0: &l0 [x]\n{layers}")
    assert (3, "sources.l1[0]", "Aliases (*l0) are not allowed: write it out.") in found


def test_duplicate_key_is_named_where_it_stands_again(write: Write) -> None:
    (found,) = problems(write, SMALL.replace("    topic: unrest\n", "    topic: unrest\n    topic: unrest\n"))
    assert found[1:] == ("claims.dead.topic", "This stands here twice.")


def test_file_in_another_encoding_is_refused(write: Write) -> None:
    path = write(SMALL)
    path.write_bytes(b"# ok\n" + "# Führung\n".encode("latin-1") + path.read_bytes())
    with pytest.raises(SeedsRefused, match=r"small\.yaml:2: This is not UTF-8"):
        load([path], demonstration=True)


def test_lone_surrogate_in_the_file_itself_is_refused(write: Write) -> None:
    with pytest.raises(SeedsRefused, match=r"small\.yaml:32: This is not UTF-8"):
        load([write(SMALL.replace(WORDING, "wording: \ud800"))], demonstration=True)


def test_missing_file_is_named(write: Write) -> None:
    path = write("")
    path.unlink()
    with pytest.raises(SeedsRefused, match=r"small\.yaml:1: The file cannot be read"):
        load([path], demonstration=True)


@pytest.mark.parametrize("kept", ["mindestens \u202e164\u202c Tote", "<script>alert(1)</script> & 164 &amp; mehr"])
def test_bidi_controls_and_markup_are_kept_as_text(write: Write, kept: str) -> None:
    load([write(SMALL.replace(WORDING, f"wording: {kept}"))], demonstration=True)
    assert Claim.objects.get().wording == kept


def test_byte_order_mark_and_windows_lines_are_read(write: Write) -> None:
    load([write("\ufeff" + SMALL.replace("\n", "\r\n"))], demonstration=True)
    assert SourceName.objects.filter(text="Минздрав").exists()


@pytest.mark.parametrize(
    ("act", "field", "sentence"),
    [
        ("act: hold, claim: alive, reason: {en: x}", "acts[1].claim", "There is no claim “alive”"),
        ("act: hold, claim: dead, reason: {en: x}, reported: soon", "acts[1].reported", "with its zone"),
        ("act: move, claim: dead, to: draft, reason: {en: x}", "acts[1]", "does not go from"),
        ("act: move, claim: dead, to: gone, reason: {en: x}", "acts[1].to", "Write one of"),
        ("act: move, claim: dead, to: disputed, reason: {en: x}", "acts[1].reason_code", "Choose which"),
        (
            "act: move, claim: dead, to: disputed, reason_code: challenged, reason: {en: x}",
            "acts[1].source",
            "Say who",
        ),
        ("act: relate, claim: dead, kind: part_of, other: dead", "acts[1].other", "no relation to itself"),
        (
            "act: edit, claim: dead, reason: {en: x}, evidence: [{report: article}]",
            "acts[1].evidence[0].bearing",
            "missing",
        ),
        ("act: observe, report: article, state: gone, vantage: editor", "acts[1].state", "Write one of"),
        ("act: observe, report: article, state: never_captured, vantage: editor", "acts[1]", "attempt"),
        ("act: correct, claim: dead, was_wrong: {en: x}", "acts[1].is_right", "missing"),
        ("act: publish, claims: [dead], reason: {en: x}", "acts[1]", "public already"),
    ],
)
def test_bad_act_is_named(write: Write, act: str, field: str, sentence: str) -> None:
    found = problems(write, f"{SMALL}  - {{at: 2022-01-09T12:00Z, by: editor-a, {act}}}\n")
    assert [place for _line, place, why in found if sentence in why] == [field], found


def test_standing_needs_an_attribution_that_is_there_by_then(write: Write) -> None:
    act = "{at: 2022-01-09T12:00Z, by: editor-a, act: standing, claim: dead, attribution: post, code: denied,"
    found = problems(write, f"{SMALL}  - {act} source: ministry, happened: 2022-01-09, reason: {{en: x}}}}\n")
    assert [(field, why) for _line, field, why in found] == [
        ("acts[1].attribution", "This claim has no attribution “post” by then.")
    ]
