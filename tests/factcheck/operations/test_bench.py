"""The benches: what they measure with is tried here, how fast it is is not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim
from factcheck.operations.bench.report import Line, table
from factcheck.operations.bench.synthetic import Synthetic
from factcheck.operations.management.commands import bench


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (Line("told only", 3, "s"), ""),
        (Line("fast enough", 0.6, "", 0.5), "kept"),
        (Line("too slow", 0.4, "", 0.5), "MISSED"),
        (Line("small enough", 400, "MB", 500, at_most=True), "kept"),
        (Line("too large", 600, "MB", 500, at_most=True), "MISSED"),
    ],
)
def test_a_figure_is_held_against_its_limit(line: Line, verdict: str) -> None:
    assert line.verdict == verdict
    assert line.what in table("part", [line])


def test_the_command_prints_the_parts_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[list[int]] = []

    def measure(given: list[int]) -> list[Line]:
        sizes.append(given)
        return [Line("list", 40, "ms", 50, at_most=True)]

    monkeypatch.setitem(bench._PARTS, "desk", measure)
    told = StringIO()
    call_command("bench", "desk", "--sizes", "200", "100", stdout=told)
    assert sizes == [[100, 200]]
    assert "list" in told.getvalue()
    assert "kept" in told.getvalue()


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("bench", "everything")


@pytest.mark.django_db
def test_synthetic_data_are_public_claims_and_the_same_for_the_same_seed() -> None:
    Synthetic(30, seed=1).load()
    made = list(Claim.objects.order_by("pk").values_list("wording", "low"))
    assert Claim.objects.published().count() == 30
    Synthetic(30, seed=2).load()
    assert list(Claim.objects.order_by("pk").values_list("wording", "low"))[30:] != made
