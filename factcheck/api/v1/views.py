"""The addresses of version 1. Each answers with stored bytes; nothing here reads an editorial table."""

from collections.abc import Iterable
from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from claims import reading
from claims.choices import SubjectKind
from claims.reading import Stored
from factcheck import serving
from factcheck.api import problems
from factcheck.api.answering import ReadView, settled, unless_unchanged
from factcheck.api.problems import Problem
from factcheck.api.v1 import cursors, envelopes, filters, finding
from factcheck.api.v1.cursors import Place
from factcheck.api.v1.describing import DescribedByItself, Description
from factcheck.api.v1.envelopes import PUBLISHED, Form
from factcheck.api.v1.paging import address, linking_to
from factcheck.api.v1.parameters import Parameter, read_all
from factcheck.api.v1.serializers import DETAILS, PAGES, ChangePage, Merged
from factcheck.api.waiting import wait_for_more
from factcheck.keeping import Document


class RecordList(ReadView):
    """The Records in force of one kind of thing, the newest first.

    All pages show the state at the moment of the first one: nothing is missed or met twice while editors publish. What
    was published since is in `/api/v1/changes/`.
    """

    schema = DescribedByItself()
    kind = SubjectKind.CLAIM

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        return filters.paged_list(self.kind)

    def described(self) -> Description:
        many = f"{self.kind.value}s"
        errors = (problems.INVALID_CURSOR, problems.EXPIRED_CURSOR)
        return Description(f"list_{many}", f"List {many}", many, PAGES[self.kind], errors, paged=True)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = read_all(self.parameters, request.GET)
        edition = reading.edition()
        return unless_unchanged(request, edition, lambda: self._page(request, asked, edition.head))

    def _page(self, request: HttpRequest, asked: dict[str, Any], head: int) -> HttpResponse:
        wanted = filters.question(self.kind, asked)
        place = Place(head, head)
        if "cursor" in asked:
            place = cursors.read(request.path, request.GET, asked["cursor"])
            if wanted.as_of is None:
                cursors.check_age(place, head)
        page = reading.page(
            wanted, pinned=place.pinned, before=place.before, limit=asked.get("limit", filters.MOST_IN_A_LIST)
        )
        if not page.rows and "cursor" not in asked:
            filters.check_ids(asked)
        others = None
        if "include" in asked:
            others = reading.included(page.rows, wanted.as_of or place.pinned, asked["include"]).values()
        form = _form(asked, wanted.as_of or place.pinned)
        if not page.before:
            return _page_of(page.rows, None, others, form)
        cursor = cursors.write(request.path, request.GET, Place(place.pinned, page.before))
        return _page_of(page.rows, address(request, cursor=cursor), others, form)


class RecordDetail(ReadView):
    """The Record in force of one thing, and in `included` those of everything that it refers to."""

    schema = DescribedByItself()
    kind = SubjectKind.CLAIM

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        return filters.detail(self.kind)

    def described(self) -> Description:
        kind = self.kind.value
        errors = (problems.NOT_FOUND, problems.REMOVED)
        moved = {301: (Merged, "It was merged into another one, which is at the address in `Location`.")}
        others = moved if self.kind == SubjectKind.CLAIM else {}
        return Description(f"get_{kind}", f"Get one {kind}", f"{kind}s", DETAILS[self.kind], errors, others=others)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        public_id = kwargs["public_id"]
        asked = read_all(self.parameters, request.GET)
        if asked:
            document = self._document(request.path, public_id, asked)
            return serving.answer(request, finding.with_question(document, request))
        draw = partial(self._document, request.path, public_id, asked)
        return serving.serve(request, ("api", self.kind, public_id), draw)

    def _document(self, path: str, public_id: str, asked: dict[str, Any]) -> Document:
        as_of = filters.moment_of(asked)
        row = finding.found(self.kind, public_id, as_of)
        if redirection := finding.moved(row, path):
            return redirection
        others = reading.included([row], as_of, asked.get("include"))
        shown = [row, *others.values()]
        return Document(
            envelopes.one(row, others.values(), _form(asked, as_of)),
            path,
            shown=frozenset(other.subject for other in shown),
            modified_at=settled(max(other.recorded_at for other in shown)),
            headers={"Content-Type": "application/json", "ETag": f'"{max(other.index for other in shown)}"'},
        )


class Changes(ReadView):
    """Every Record after an index, in the order of publication: nothing is left out, ever.

    Keep the index of the last Record that you have worked through, and ask for what comes after it. A Record holds the
    whole state of its thing: replace what you have under its id.
    """

    schema = DescribedByItself()
    parameters = filters.CHANGES

    def described(self) -> Description:
        errors = (problems.BEYOND_THE_END,)
        return Description("list_changes", "Follow the changes", "changes", ChangePage, errors, paged=True)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = read_all(self.parameters, request.GET)
        after = asked.get("after", -1)
        if asked.get("wait"):
            wait_for_more(after, asked["wait"])
        edition = reading.edition()
        if after >= edition.head:
            raise Problem(problems.BEYOND_THE_END, f"The last Record has the index {edition.head - 1}.")
        limit = asked.get("limit", filters.MOST_IN_A_LIST)
        return unless_unchanged(request, edition, lambda: self._page(request, after, limit))

    def _page(self, request: HttpRequest, after: int, limit: int) -> HttpResponse:
        rows = reading.changes(after, limit + 1)
        more = len(rows) > limit
        rows = rows[:limit]
        return _page_of(rows, address(request, after=rows[-1].index) if more else None)


def _form(asked: dict[str, Any], as_of: int | None) -> Form:
    if "fields" not in asked and "lang" not in asked:
        return PUBLISHED
    fields = frozenset([*filters.ALWAYS, *asked["fields"]]) if "fields" in asked else None
    return Form(fields, asked.get("lang", ""), as_of)


def _page_of(
    rows: list[Stored], next_url: str | None, included: Iterable[Stored] | None = None, form: Form = PUBLISHED
) -> HttpResponse:
    content = envelopes.several(rows, next_url, included, form)
    return linking_to(next_url, HttpResponse(content, content_type="application/json"))
