"""`manage.py match`: pairs in, kinds out, and a clear error for what is no pair."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

FIGURE = {"span": "34 people", "low": 34, "high": 34, "counted_class": "dead", "lang": "en", "text": "34 people died."}
PAIR: dict[str, Any] = {"id": "p1", "a": FIGURE, "b": FIGURE}


def matched(path: Path, *lines: Any, **options: Any) -> list[dict[str, Any]]:
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(written), encoding="utf-8")
    told = StringIO()
    call_command("match", jsonl=str(path), stdout=told, **options)
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_each_pair_gets_its_kind_and_a_reason(tmp_path: Path) -> None:
    [answer, second] = matched(tmp_path / "pairs.jsonl", PAIR, "", {**PAIR, "id": 2})
    assert (answer["id"], second["id"]) == ("p1", 2)
    assert answer["kind"] == answer["relation"] == "same"
    assert answer["reason"]


def test_passages_are_found_beside_the_pairs(tmp_path: Path) -> None:
    text = "34 people drowned when a ferry sank off Sorvia. Eleven of them were children."
    (tmp_path / "figures_x.jsonl").write_text(json.dumps({"id": "en-1", "text": text}))
    whole = {**FIGURE, "text": "", "passage": "en-1"}
    part = {**whole, "span": "Eleven of them", "low": 11, "high": 11}
    [answer] = matched(tmp_path / "figure_pairs_x.jsonl", {"id": 1, "a": part, "b": whole})
    assert answer["kind"] == "part_of"


def test_passages_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "en-1", "text": "34 people died in Sorvia."}))
    passages = str(tmp_path / "texts.jsonl")
    assert matched(tmp_path / "pairs.jsonl", PAIR, passages=passages)[0]["kind"] == "same"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "Line 1 is not JSON"),
        ("[" * 100_000, "Line 1 is not JSON"),
        ("3", "not an object"),
        ({"id": 1, "a": FIGURE}, "b: a figure is missing"),
        ({**PAIR, "id": [1]}, "id: text"),
        ('{"id": NaN, "a": {"span": "x", "lang": "en"}, "b": {"span": "x", "lang": "en"}}', "id: text"),
        ({**PAIR, "a": {**FIGURE, "span": 3}}, "a.span"),
        ({**PAIR, "b": {**FIGURE, "lang": ""}}, "b.lang"),
        ({**PAIR, "a": {**FIGURE, "low": "34"}}, "a.low"),
        ({**PAIR, "a": {**FIGURE, "low": True}}, "a.low"),
        ('{"a": {"span": "x", "lang": "en", "high": 1e999999999999}, "b": {}}', "a.high"),
        ('{"a": {"span": "x", "lang": "en", "high": NaN}, "b": {}}', "a.high"),
        ({**PAIR, "b": {**FIGURE, "counted_class": "ghosts"}}, "b.counted_class"),
        ({**PAIR, "b": {**FIGURE, "counted_class": ["dead"]}}, "b.counted_class"),
    ],
)
def test_what_is_no_pair_is_named(tmp_path: Path, line: Any, named: str) -> None:
    with pytest.raises(CommandError, match=named):
        matched(tmp_path / "pairs.jsonl", line)


def test_odd_characters_are_only_text(tmp_path: Path) -> None:
    odd = {**FIGURE, "text": "34 people \x00 \u202e died \ud800", "span": "34 people"}
    assert matched(tmp_path / "pairs.jsonl", {"id": 1, "a": odd, "b": odd})[0]["kind"] == "same"


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("match", jsonl="/nowhere")
