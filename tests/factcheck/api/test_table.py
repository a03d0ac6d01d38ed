"""Claims as a table that a spreadsheet program opens without harm and a program reads without options."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from claims import log, reading, workflow
from claims.choices import Status
from factcheck.api import slots
from factcheck.api.v1 import spreadsheet
from sources.texts import texts
from tests import factories as make
from tests.factcheck.api.conftest import refused

pytestmark = pytest.mark.django_db


def fetch(client: Client, **parameters: Any) -> bytes:
    response = client.get("/api/v1/claims.csv", parameters)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def rows(client: Client, **parameters: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(fetch(client, **parameters).decode(), newline="")))


def test_a_claim_is_one_row_with_words_qualifier_and_numbers(client: Client) -> None:
    claim = make.publish(make.make_figure())
    [row] = rows(client)
    assert {name: row[name] for name in ("id", "status", "words", "qualifier", "low", "high", "wording")} == {
        "id": claim.public_id,
        "status": "unverified",
        "words": "mindestens 164",
        "qualifier": "at_least",
        "low": "164",
        "high": "",
        "wording": "mindestens 164 Tote",
    }


def test_a_statement_leaves_the_figure_empty(client: Client) -> None:
    make.publish(make.make_statement())
    [row] = rows(client)
    assert [row[name] for name in ("measure", "words", "qualifier", "low", "high", "as_of")] == [""] * 6


def test_the_columns_are_those_declared(client: Client) -> None:
    assert fetch(client).decode() == ",".join(column.name for column in spreadsheet.COLUMNS) + "\r\n"


def test_a_row_tells_who_says_so_and_what_became_of_it(client: Client) -> None:
    claim = make.make_figure()
    attribution = make.attribute(claim, make.make_source("Ministry"), make.make_source("Outlet", "outlet"))
    make.publish(claim)
    make.bring_to(claim, Status.RETRACTED)
    correction = workflow.correct_record(claim, by=make.anna(), was_wrong=texts(en="a"), is_right=texts(en="b"))
    [row] = rows(client)
    origin = attribution.hops.get(position=0).source.public_id
    assert (row["status"], row["reason_code"], row["attributed_to"]) == ("retracted", "denied", origin)
    assert (row["origins"], row["origins_named_as"]) == (origin, "Ministry")
    assert (row["origins_count"], row["origins_standing"]) == ("1", "0")
    assert row["corrections"] == correction.public_id


def test_filters_narrow_the_table(client: Client) -> None:
    make.publish(make.make_statement())
    figure = make.publish(make.make_figure())
    assert [row["id"] for row in rows(client, kind="figure")] == [figure.public_id]
    assert [row["id"] for row in rows(client, q="164")] == [figure.public_id]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  +49 people", "  '+49 people"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-5 degrees", "'-5 degrees"),
        ("＝cmd", "'＝cmd"),
        ("dead;=1+1", "dead;'=1+1"),
        ("one\n=1+1", "one\n'=1+1"),
        ("one\t-1", "one\t'-1"),
        ("between 3-5 and 4+1 = 5", "between 3-5 and 4+1 = 5"),
        ('quoted "words", and a comma', 'quoted "words", and a comma'),
    ],
)
def test_text_cells_are_inert(client: Client, text: str, cell: str) -> None:
    make.publish(make.make_statement(wording=text))
    assert rows(client)[0]["wording"] == cell


def test_numbers_stay_numbers(client: Client) -> None:
    make.publish(make.make_figure(words="-2,5", qualifier="none", low="-2.5", high="-2.5"))
    make.publish(make.make_figure(words="10^15", qualifier="none", low=10**15, high=10**15))
    assert [row["low"] for row in rows(client)] == ["1000000000000000", "-2.5"]


def test_the_table_is_sent_in_pieces_and_of_one_moment(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_ROWS_AT_ONCE", 2)
    claims = [make.publish(make.make_figure()) for _ in range(5)]
    pieces = iter(client.get("/api/v1/claims.csv").streaming_content)  # type: ignore[attr-defined]
    text = next(pieces) + next(pieces)
    make.bring_to(claims[0], Status.DISPUTED)
    text += b"".join(pieces)
    read = list(csv.DictReader(StringIO(text.decode(), newline="")))
    assert [row["id"] for row in read] == [claim.public_id for claim in claims[::-1]]
    assert {row["status"] for row in read} == {"unverified"}


def test_what_a_law_removed_leaves_its_id(client: Client) -> None:
    claim = make.publish(make.make_figure())
    moment = reading.find([claim.public_id])[claim.public_id].recorded_at
    make.bring_to(claim, Status.DISPUTED)
    log.redact([reading.history(claim.public_id)[0].index], ground="x", by=make.anna(), approved_by=make.boris())
    [row] = rows(client, as_of=moment.isoformat())
    assert (row["id"], row["wording"], row["low"]) == (claim.public_id, "", "")


def test_few_tables_are_sent_at_once(client: Client) -> None:
    open_ones = [client.get("/api/v1/claims.csv") for _ in range(slots.STREAMS.count)]
    response = client.get("/api/v1/claims.csv")
    refused(response, 503, "unavailable")
    assert response.headers["Retry-After"]
    for each in open_ones:
        b"".join(each.streaming_content)  # type: ignore[attr-defined]
    assert client.get("/api/v1/claims.csv").status_code == 200


@pytest.mark.parametrize("leave", [lambda sent: sent.close(), lambda sent: None], ids=["closed", "forgotten"])
def test_a_reader_who_leaves_makes_room(leave: Callable[[slots.Sent], object]) -> None:
    for _ in range(slots.STREAMS.count + 1):
        leave(slots.Sent(iter([b"never asked for"])))


def test_head_and_an_unchanged_table_send_nothing(client: Client) -> None:
    head = client.head("/api/v1/claims.csv")
    assert head.content == b""
    assert head.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert client.get("/api/v1/claims.csv", headers={"If-None-Match": head.headers["ETag"]}).status_code == 304


def test_a_mistyped_id_is_no_empty_table(client: Client) -> None:
    refused(client.get("/api/v1/claims.csv", {"topic": "t0000000000"}), 400, "invalid-parameters")


def test_a_cursor_has_no_place_here(client: Client) -> None:
    refused(client.get("/api/v1/claims.csv", {"limit": 5}), 400, "invalid-parameters")
