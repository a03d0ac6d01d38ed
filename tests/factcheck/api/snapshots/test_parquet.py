"""The table of claims in Parquet, and the descriptor that says what each column is."""

import json
from datetime import UTC, datetime
from typing import Any

import pyarrow.parquet as pq
import pytest

from factcheck.api.snapshots import making, parquet
from factcheck.api.snapshots.folder import Snapshot
from factcheck.api.v1 import spreadsheet
from tests import factories as make
from tests.factcheck.api.snapshots.conftest import Take

pytestmark = pytest.mark.django_db


def rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    return pq.read_table(snapshot.path / "claims.parquet").to_pylist()  # type: ignore[no-any-return]


def test_it_holds_the_table_with_types(take: Take) -> None:
    claim = make.publish(make.make_figure(wording="=1+1", as_of=make.NINTH, as_of_precision="day"))
    [row] = rows(take())
    assert list(row) == spreadsheet.HEADER
    assert (row["id"], row["wording"]) == (claim.public_id, "=1+1")
    assert (row["low"], row["high"], row["reports_count"]) == (164.0, None, 1)
    assert row["as_of"] == datetime(2022, 1, 9, 20, 10, tzinfo=UTC)


def test_groups_of_rows_are_put_together(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 1)
    monkeypatch.setattr(parquet, "_IN_A_GROUP", 2)
    for _ in range(5):
        make.publish(make.make_figure())
    snapshot = take()
    assert pq.ParquetFile(snapshot.path / "claims.parquet").num_row_groups == 3
    assert len(rows(snapshot)) == snapshot.files()["claims.parquet"]["rows"] == 5


def test_without_the_extra_there_is_no_such_file(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "is_possible", lambda: False)
    make.publish(make.make_figure())
    assert "claims.parquet" not in take().files()


def test_a_record_without_claims_in_it_has_empty_tables(take: Take) -> None:
    make.make_topic()
    claim = make.publish(make.make_statement())
    assert [row["id"] for row in rows(take())] == [claim.public_id]


def test_the_data_package_describes_each_file(take: Take) -> None:
    make.publish(make.make_figure())
    snapshot = take()
    package = json.loads((snapshot.path / "datapackage.json").read_bytes())
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert {path: (r["bytes"], r["hash"]) for path, r in resources.items()} == {
        name: (file["bytes"], f"sha256:{file['sha256']}") for name, file in snapshot.files().items()
    }
    fields = {field["name"]: field["type"] for field in resources["claims.csv"]["schema"]["fields"]}
    assert fields == {column.name: column.type for column in spreadsheet.COLUMNS}
    assert len({resource["name"] for resource in package["resources"]}) == len(resources)
