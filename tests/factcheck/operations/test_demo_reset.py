"""Taking the demonstration out: only a demonstration, and only while nobody works with it."""

from pathlib import Path

import pytest

from factcheck.embedded.servers import for_everything
from tests.factcheck.operations.running import Program, manage

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of a demonstration, made as a new user makes it."""
    var = tmp_path_factory.mktemp("demo")
    with Program(var, DEMO="1") as program:
        assert "This is a demonstration" in "".join(program.lines)
    return var


def records(var: Path) -> int:
    counted = manage(var, "shell", "-v0", "-c", "from claims.models import Record; print(Record.objects.count())")
    return int(counted.stdout)


def test_program_prints_a_link_for_each_of_two_editors(var: Path) -> None:
    with Program(var) as program:
        links = [line for line in program.lines if "/account/link/" in line]
    assert len(links) == 2
    assert all("emonstration" in link for link in links)


def test_reset_is_refused_while_somebody_uses_the_database(var: Path) -> None:
    with for_everything(var):
        refused = manage(var, "demo_reset")
    assert (refused.returncode, "End it first" in refused.stderr) == (1, True)
    assert records(var) > 0


def test_reset_makes_an_empty_real_record(var: Path) -> None:
    assert manage(var, "demo_reset").returncode == 0
    with Program(var, DEMO="1") as program:
        assert "demonstration" not in "".join(program.lines)
    assert records(var) == 0
    again = manage(var, "demo_reset")
    assert (again.returncode, "not a demonstration. Nothing was changed" in again.stderr) == (1, True)
