"""The command: one text, or many a line, in; proposals as JSON out."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def _run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("extract", *arguments, stdout=out)
    return out.getvalue()


def _file(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    return str(path)


def _lines(tmp_path: Path, *passages: Any) -> list[dict[str, Any]]:
    content = "\n".join(json.dumps(passage) for passage in passages).encode()
    return [json.loads(line) for line in _run("--jsonl", _file(tmp_path, content)).splitlines()]


def test_file_is_answered_with_one_object(tmp_path: Path) -> None:
    answer = json.loads(_run(_file(tmp_path, b"Mindestens 164 Menschen starben.")))
    assert answer["lang"] == "de"
    assert [(figure["span"], figure["low"], figure["high"]) for figure in answer["figures"]] == [
        ("Mindestens 164 Menschen", 164, None)
    ]


def test_standard_input_is_read_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Five people were killed.")))
    assert json.loads(_run())["figures"][0]["counted_class"] == "dead"


def test_lines_are_answered_in_the_scored_shape(tmp_path: Path) -> None:
    (answer,) = _lines(
        tmp_path, {"id": "a", "lang": "en", "text": "Police arrested 12 or 13, between 20 and 30 people."}
    )
    assert answer["id"] == "a"
    assert {"start", "end", "num_start", "num_end", "low", "high", "qualifier"} <= set(answer["figures"][-1])
    assert answer["figures"][-1]["qualifier"] == "range"


def test_bare_number_is_called_exact(tmp_path: Path) -> None:
    (answer,) = _lines(tmp_path, {"id": 1, "text": "Es gab zwölf Tote, wie die Polizei sagte."})
    assert answer["figures"][0]["qualifier"] == "exact"


def test_figure_not_yet_known_stands_apart(tmp_path: Path) -> None:
    (answer,) = _lines(tmp_path, {"id": 1, "lang": "en", "text": "It is not yet known how many civilians were killed."})
    assert answer["figures"] == []
    assert [figure["counted_class"] for figure in answer["not_yet_known"]] == ["dead"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "Line 1 is not JSON"),
        (b"\n[]", "Line 2 is not a JSON object"),
        (b"[" * 100_000, "Line 1 is not JSON"),
        (b'{"id": 1}', "Line 1, text: not a text"),
        (b'{"text": "a", "lang": 5}', "Line 1, lang: not a text"),
        (b'{"text": "a", "lang": "xx"}', "Line 1, lang: There are no tables for the language 'xx'"),
        (b"\xff", "Line 1 is not UTF-8"),
    ],
)
def test_bad_line_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(CommandError, match=told):
        _run("--jsonl", _file(tmp_path, content))


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        _run(str(tmp_path / "missing"))


def test_unknown_language_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--lang"):
        _run(_file(tmp_path, b"12"), "--lang", "xx")


def test_marks_that_hide_text_are_data(tmp_path: Path) -> None:
    (answer,) = _lines(tmp_path, {"id": "\x00", "lang": "en", "text": "\u202e\x00 Five people died \ud800."})
    assert [figure["low"] for figure in answer["figures"]] == [5]
