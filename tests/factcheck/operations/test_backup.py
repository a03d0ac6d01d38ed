"""Backup and restore: what was saved comes back, what was damaged is refused, and nothing is ever overwritten."""

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from claims.models import Claim, Record
from factcheck.operations import dumping, inventory
from tests.factories import make_figure, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def archives(settings: Settings, tmp_path: Path) -> Path:
    """The folder of archived captures, with one in it."""
    settings.VAR_DIR = tmp_path / "var"
    capture = tmp_path / "var" / "archives" / "2022" / "capture.warc.gz"
    capture.parent.mkdir(parents=True)
    capture.write_bytes(b"WARC/1.1")
    settings.MEDIA_ROOT = tmp_path / "var" / "archives"
    return tmp_path / "var" / "archives"


@pytest.fixture
def claim() -> Claim:
    return publish(make_figure())


@pytest.fixture
def backup(claim: Claim, tmp_path: Path) -> Path:
    """A backup of one published claim and one capture."""
    target = tmp_path / "backup.tar"
    call_command("backup", str(target))
    return target


@pytest.fixture
def elsewhere(archives: Path, settings: Settings, tmp_path: Path, backup: Path) -> Iterator[None]:
    """Another installation: an empty database, and no captures."""
    name = f"{connection.settings_dict['NAME']}_restored"
    _in_maintenance(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    original, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    connection.close()
    yield
    connection.close()
    connection.settings_dict["NAME"] = original
    _in_maintenance(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _in_maintenance(statement: sql.Composed) -> None:
    with dumping.connected("postgres") as database:
        database.autocommit = True
        database.execute(statement)


def trial_databases() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, 'factcheck_verify')")
        return [name for (name,) in cursor.fetchall()]


def manifest_of(backup: Path) -> dict[str, dict[str, object]]:
    with tarfile.open(backup) as tar:
        content = tar.extractfile("manifest.json")
        assert content is not None
        return json.load(content)  # type: ignore[no-any-return]


def rewrite(backup: Path, part: str, content: bytes) -> None:
    """What a failing disk or a careless hand does to one part."""
    with tarfile.open(backup) as tar:
        parts = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    parts[part] = content
    with tarfile.open(backup, "w") as tar:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


@pytest.mark.usefixtures("elsewhere")
def test_restored_installation_has_claim_record_and_capture(claim: Claim, backup: Path, tmp_path: Path) -> None:
    call_command("restore", str(backup))
    assert Claim.objects.get(pk=claim.pk).status == claim.status
    assert Record.objects.filter(subject=claim.public_id).exists()
    assert (tmp_path / "elsewhere" / "2022" / "capture.warc.gz").read_bytes() == b"WARC/1.1"


@pytest.mark.usefixtures("elsewhere")
def test_restored_record_can_be_continued(backup: Path) -> None:
    call_command("restore", str(backup))
    before = Record.objects.count()
    publish(make_figure())
    assert Record.objects.count() > before


@pytest.mark.usefixtures("elsewhere")
def test_second_restore_is_refused(backup: Path) -> None:
    call_command("restore", str(backup))
    with pytest.raises(CommandError, match="database is not empty"):
        call_command("restore", str(backup))


def test_database_in_use_is_never_overwritten(backup: Path) -> None:
    publish(make_figure())
    with pytest.raises(CommandError, match="database is not empty"):
        call_command("restore", str(backup))
    assert Claim.objects.count() == 2


@pytest.mark.usefixtures("elsewhere")
def test_other_files_are_never_overwritten(backup: Path, settings: Settings) -> None:
    own = Path(settings.MEDIA_ROOT) / "2022" / "capture.warc.gz"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"something else")
    with pytest.raises(CommandError, match="is another file than the backup's"):
        call_command("restore", str(backup))
    assert own.read_bytes() == b"something else"


def test_verify_proves_it_beside_the_real_database(backup: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("restore", str(backup), verify=True)
    assert "Hashes, counts and records are right." in capsys.readouterr().out
    assert not trial_databases()


@pytest.mark.parametrize("part", ["database.dump", "archives/2022/capture.warc.gz"])
def test_damaged_part_is_named(backup: Path, part: str) -> None:
    rewrite(backup, part, b"damaged")
    with pytest.raises(CommandError, match=f"{part} is damaged"):
        call_command("restore", str(backup), verify=True)


def test_backup_that_was_cut_off_is_refused(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-14_000])
    with pytest.raises(CommandError, match=r"no manifest|not a backup"):
        call_command("restore", str(backup), verify=True)


def test_lost_rows_are_counted(backup: Path) -> None:
    manifest = manifest_of(backup)
    manifest["inventory"]["rows"]["claims_claim"] = 2  # type: ignore[index]
    rewrite(backup, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(CommandError, match="claims_claim has 1 rows instead of 2"):
        call_command("restore", str(backup), verify=True)


def test_rewritten_body_is_found(claim: Claim) -> None:
    with dumping.connected() as database:
        database.execute("SET session_replication_role = replica")
        database.execute("UPDATE claims_body SET body = 'other' WHERE index = 0")
        assert list(inventory.broken_records(database)) == ["The body of record 0 is not the one that was published."]
        database.rollback()


def test_gap_in_the_record_is_found(claim: Claim) -> None:
    with dumping.connected() as database:
        database.execute("SET session_replication_role = replica")
        database.execute("DELETE FROM claims_record WHERE index = 1")
        assert list(inventory.broken_records(database)) == ["The record has a gap before index 2."]
        database.rollback()


def test_backup_of_a_newer_program_is_refused(backup: Path) -> None:
    manifest = manifest_of(backup)
    manifest["inventory"]["migrations"].append("claims.9999_from_the_future")  # type: ignore[attr-defined]
    rewrite(backup, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(CommandError, match=r"newer version of the program, with claims\.9999_from_the_future"):
        call_command("restore", str(backup), verify=True)


def test_file_outside_of_the_archive_folder_is_refused(backup: Path) -> None:
    manifest = manifest_of(backup)
    manifest["parts"]["archives/../../secret"] = {"bytes": 1, "sha256": ""}
    rewrite(backup, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(CommandError, match="outside of its folder"):
        call_command("restore", str(backup))


def test_existing_file_is_not_overwritten_by_a_backup(backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(backup))
    assert backup.read_bytes() == before


def test_backup_into_a_folder_is_named_after_the_time(claim: Claim, tmp_path: Path) -> None:
    call_command("backup", str(tmp_path))
    assert len(list(tmp_path.glob("factcheck-20*.tar"))) == 1


def test_backup_is_its_owners_alone(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_failed_backup_leaves_nothing(claim: Claim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disk_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dumping, "dump", disk_full)
    with pytest.raises(CommandError, match=r"No space left on device\. Nothing is left of it|No space left"):
        call_command("backup", str(tmp_path / "backup.tar"))
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_something_else_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear desk, …")
    with pytest.raises(CommandError, match="is not a backup"):
        call_command("restore", str(tmp_path / "letter.txt"))
