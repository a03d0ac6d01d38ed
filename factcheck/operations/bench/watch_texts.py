"""Edits told from noise: invented pages with a known truth, from their markup to the findings."""

import time
from collections.abc import Iterator

from factcheck.operations.bench.report import Line
from sources.comparing import Comparison, Page, Quote, compare
from sources.comparing.restless import LOOKS, restless
from sources.extracting.reading import Extracted, read

_SEED = 20_220_110
_ROUNDS = 3  # for each language and kind of edit: 198 pairs with an edit, 198 with noise alone


def measure() -> list[Line]:
    """Recall and false alarms in percent, and what a comparison takes.

    Rules were added with each set's noise in view, the measuring set's too where they name what it prints, so these
    figures say how well what is known is told, and not how much of an unknown site's noise would be.
    """
    # The truth sets stand with the tests, which an installation may have left out.
    from tests.sources.truth.pairs import MEASURING, SECOND, THIRD, TUNING, Case, cases

    def judged(made_of: object) -> Iterator[tuple[Case, Comparison, float]]:
        for case in cases(made_of, _SEED, _ROUNDS):  # type: ignore[arg-type]
            before, after = (read(page.encode(), "text/html", "utf-8") for page in (case.before, case.after))
            begin = time.process_time()
            comparison = compare(_page(before), _page(after), [Quote(*case.excerpt)])
            yield case, comparison, time.process_time() - begin

    lines: list[Line] = []
    for made_of in (TUNING, SECOND, THIRD, MEASURING):
        results = list(judged(made_of))
        edits = [(case, found) for case, found, _took in results if case.kinds]
        noise = [found for case, found, _took in results if not case.kinds]
        hits = sum(bool({finding.kind.value for finding in found.findings} & case.kinds) for case, found in edits)
        alarms = sum(found.is_changed for found in noise)
        notices = sum(bool(found.notice) == case.is_announced for case, found in edits)
        name = made_of.name
        lines += [
            Line(f"{name}: edits found, of {len(edits)}", 100 * hits / len(edits), "%", 99),
            Line(f"{name}: false alarms, of {len(noise)}", 100 * alarms / len(noise), "%", 1, at_most=True),
            Line(f"{name}: notices told right", 100 * notices / len(edits), "%", 99),
            Line(f"{name}: a comparison", 1000 * sum(took for *_rest, took in results) / len(results), "ms"),
        ]
    return lines + _restless()


def _restless() -> list[Line]:
    """Noise in running text that no rule knows, over eight looks: told at first, and no more once it was seen."""
    from tests.sources.truth.restless import EDITED_AT, courses

    early, late, edits, found = list[bool](), list[bool](), 0, 0
    for course in courses():
        pages = [_page(read(page.encode(), "text/html", "utf-8")) for page in course.pages]
        seen = [_comparison(pages, look) for look in range(1, len(pages))]
        if course.is_edited:
            edits += 1
            found += any("225" in finding.now for finding in seen[EDITED_AT - 1].figures)
        else:
            early += [comparison.is_changed for comparison in seen[:3]]
            late += [comparison.is_changed for comparison in seen[3:]]
    return [
        Line(f"restless lines: alarms at the first three looks after publication, of {len(early)}", sum(early), ""),
        Line(f"restless lines: alarms at later ones, of {len(late)}", sum(late), "", 0, at_most=True),
        Line(f"restless lines: edits among them found, of {edits}", 100 * found / edits, "%", 99),
    ]


def _comparison(pages: list[Page], look: int) -> Comparison:
    earlier = [(page.title, page.text) for page in pages[max(0, look - LOOKS) : look]]
    return compare(pages[look - 1], pages[look], (), restless(earlier))


def _page(extracted: Extracted) -> Page:
    return Page(extracted.title, extracted.text, extracted.visible)
