"""Edits told from noise: invented pages with a known truth, from their markup to the findings."""

import time
from collections.abc import Iterator

from factcheck.operations.bench.report import Line
from sources.comparing import Comparison, Page, Quote, compare
from sources.extracting.reading import Extracted, read

_SEED = 20_220_110
_ROUNDS = 3  # for each language and kind of edit: 198 pairs with an edit, 198 with noise alone


def measure() -> list[Line]:
    """Recall and false alarms in percent on pages that comparing was not tuned on, and what a comparison takes."""
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
    return lines


def _page(extracted: Extracted) -> Page:
    return Page(extracted.title, extracted.text, extracted.visible)
