"""The command: what it says, and how it refuses."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.models import LogHead
from seeds.management.commands import load_seeds
from sources.models import Source
from tests import factories
from tests.seeds.conftest import SMALL, SOURCES, Write

pytestmark = pytest.mark.django_db


def load_seeds_with(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command(load_seeds.Command(), *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_command_says_what_is_new_and_then_that_nothing_is(write: Write) -> None:
    path = write(SMALL)
    assert load_seeds_with("--demonstration", path) == (
        "New: 2 editors, 2 sources, 1 role, 1 topic, 1 measure, 1 report, 1 claim, 1 act.\n"
    )
    assert load_seeds_with("--demonstration", path) == "All of this was loaded before.\n"


def test_command_is_silent_when_asked(write: Write) -> None:
    assert load_seeds_with(write(SOURCES), verbosity=0) == ""


def test_command_loads_the_demonstration_by_itself(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(load_seeds, "DEMONSTRATION", write(SMALL).parent)
    call_command(load_seeds.Command(), demonstration=True, verbosity=0)
    assert LogHead.objects.get().demonstration


def test_command_lists_every_problem_and_says_that_nothing_was_loaded(write: Write) -> None:
    with pytest.raises(CommandError) as refused:
        load_seeds_with(write(SOURCES.replace("kind: outlet", "kind: out").replace("Q42", "42")))
    lines = str(refused.value).splitlines()
    assert [line.split(": ")[1] for line in lines[:-1]] == ["sources.outlet.kind", "sources.outlet.wikidata"]
    assert lines[-1] == "Nothing was loaded."
    assert not Source.objects.exists()


def test_command_without_anything_to_load_says_so() -> None:
    with pytest.raises(CommandError, match="Name the files to load"):
        load_seeds_with()


def test_command_refuses_to_make_a_demonstration_of_real_work(write: Write) -> None:
    factories.make_figure()
    with pytest.raises(CommandError, match="cannot become a demonstration"):
        load_seeds_with("--demonstration", write(SMALL))
