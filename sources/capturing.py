"""What one answer brought, as the columns of a Capture. The watch and the desk's own fetching keep it alike."""

from collections.abc import Mapping
from typing import Any

from sources import archiving
from sources.comparing import Page
from sources.comparing.document import whole
from sources.connecting import Answer, Problem
from sources.extracting.apart import extract
from sources.extracting.reading import Extracted
from sources.fetching import Fetched
from sources.models import Capture, PageText, Report
from sources.recognising import Met
from sources.refinding import refind_all
from sources.texts import storable

_LONGEST_HEADER = 2_000
_MOST_HEADERS = 100


def read_body(answer: Answer) -> Extracted:
    """What the answer says, by the media type and charset that it declares."""
    declared = answer.header("content-type")
    return extract(answer.body, media_type=declared, charset=_charset(declared))


def _charset(declared: str) -> str:
    parameters = (part.partition("=") for part in declared.split(";")[1:])
    return next((value.strip(" \"'") for name, _is, value in parameters if name.strip().lower() == "charset"), "")


def met(url: str, fetched: Fetched, extracted: Extracted) -> Met:
    """What asking `url` brought, as sources.recognising wants to know it."""
    return Met(
        url=url,
        final_url=fetched.answer.url if fetched.answer else url,
        status=fetched.status,
        problem=fetched.problem.kind if fetched.problem else "",
        headers=fetched.headers,
        kind=extracted.kind,
        title=extracted.title,
        text=extracted.text,
        visible=extracted.visible,
        marks=extracted.marks,
    )


def answered(answer: Answer) -> Mapping[str, Any]:
    """The columns that an answer fills."""
    kept_headers = answer.headers[:_MOST_HEADERS]
    return {
        "final_url": answer.url,
        "redirects": [{"url": hop.url, "status": hop.status} for hop in answer.redirects],
        "status": answer.status,
        "headers": [[storable(name), storable(value[:_LONGEST_HEADER])] for name, value in kept_headers],
        "media_type": storable(answer.header("content-type"))[:200],
        "address": answer.address,
        "elapsed_ms": int(answer.elapsed * 1000),
        "wire_length": len(answer.wire_body),
        "body_length": len(answer.body),
        "body_sha256": archiving.sha256(answer.body),
    }


def failed(problem: Problem) -> Mapping[str, Any]:
    """The columns that are filled where no answer came."""
    hops = [{"url": hop.url, "status": hop.status} for hop in problem.redirects]
    return {
        "problem": problem.kind,
        "note": storable(problem.sentence),
        "final_url": storable(problem.url)[:2000],
        "redirects": hops,
        "address": problem.address,
    }


def text_of(extracted: Extracted) -> PageText | None:
    """The row of the text that was read, stored if it is new. Locked: nobody drops it before a capture names it."""
    if not extracted.text:
        return None
    digest = archiving.sha256(extracted.text.encode())
    text, _made = PageText.objects.select_for_update(no_key=True).get_or_create(
        sha256=digest, defaults={"text": extracted.text, "visible": extracted.visible}
    )
    return text


def page_of(capture: Capture) -> Page:
    return Page(capture.title, capture.text.text, capture.text.visible) if capture.text else Page(capture.title, "")


def refound(report: Report, capture: Capture) -> dict[str, str]:
    """How each excerpt of the report stands in what was read, by the excerpt's id."""
    page = page_of(capture)
    excerpts = list(report.excerpts.all())
    found = refind_all(whole(page.title, page.text), [(e.exact, e.prefix, e.suffix) for e in excerpts])
    return {str(excerpt.pk): there.fit for excerpt, there in zip(excerpts, found, strict=True)}
