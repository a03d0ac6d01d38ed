"""The list of claims as a table."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from claims import reading
from claims.choices import SubjectKind
from claims.reading import Filters
from factcheck.api.answering import ReadView, unless_unchanged
from factcheck.api.slots import Sent
from factcheck.api.v1 import filters, spreadsheet
from factcheck.api.v1.describing import DescribedByItself, Description
from factcheck.api.v1.parameters import read_all


class ClaimsTable(ReadView):
    """The list of claims as CSV: UTF-8, comma, CRLF, quoted as in RFC 4180, one row a claim, the newest first.

    Texts are as they were given, but for an apostrophe before a sign (`=`, `+`, `-`, `@`) at which a spreadsheet
    program would begin a formula. Several values in one cell have a vertical bar between them. The columns:
    """

    schema = DescribedByItself()
    media_type = "text/csv"
    cost = 30
    parameters = filters.whole_list(SubjectKind.CLAIM)

    def described(self) -> Description:
        columns = "\n".join(f"* `{column.name}` - {column.meaning}" for column in spreadsheet.COLUMNS)
        return Description("list_claims_csv", "Get claims as CSV", "claims", {"type": "string"}, more=columns)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = read_all(self.parameters, request.GET)
        wanted = filters.question(SubjectKind.CLAIM, asked)
        filters.check_ids(asked)
        edition = reading.edition()
        return unless_unchanged(request, edition, lambda: _table(request, wanted, edition.head))


def _table(request: HttpRequest, wanted: Filters, head: int) -> HttpResponseBase:
    whole = request.method != "HEAD"
    response = StreamingHttpResponse(Sent(spreadsheet.lines(wanted, head))) if whole else HttpResponse()
    response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    response.headers["Content-Disposition"] = 'attachment; filename="claims.csv"'
    return response
