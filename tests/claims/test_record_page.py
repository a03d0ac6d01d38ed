"""docs/record.md tells the format that claims.log writes."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from claims import log
from claims.projection import _ID_KEYS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "record.md").read_text()


def test_the_leaf_on_the_page_is_what_the_log_writes() -> None:
    record = SimpleNamespace(
        index=21,
        subject_kind="claim",
        subject="cbdz410a7sp",
        change="status_changed",
        previous_status="unverified",
        status="retracted",
        urgent=True,
        recorded_at=datetime(2022, 1, 11, 7, tzinfo=UTC),
        digest=bytes(32),
    )
    shown = re.search(r"```leaf\n(.*?)```", PAGE, re.DOTALL)
    assert shown
    assert log.leaf(record).decode() == shown[1]


def test_the_page_names_the_domain_and_the_size_of_the_salt() -> None:
    assert f"the {len(log.BODY_DOMAIN)} bytes `{log.BODY_DOMAIN.decode().strip()}`" in PAGE
    assert f"is {log.SALT_BYTES} random bytes" in PAGE


def test_the_page_names_every_key_that_holds_ids() -> None:
    sentence = PAGE[PAGE.index("Ids stand under the keys") : PAGE.index("and under no other")]
    assert set(re.findall(r"`(\w+)`", sentence)) == _ID_KEYS | {"id"}
