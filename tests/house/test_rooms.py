"""The repository polices itself: what DESIGN asks of every room holds for each file of it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db.models import DateTimeField, Model

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("factcheck", "claims", "sources", "seeds")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PARSED = {path: ast.parse(path.read_text()) for path in FILES}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def outside(*doors: str) -> list[Path]:
    return [path for path in FILES if not name(path).startswith(doors)]


def calls(path: Path, *methods: str) -> Iterator[ast.Call]:
    for node in ast.walk(PARSED[path]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield node


def imported(path: Path) -> set[str]:
    """The packages that a file imports, those of Python and of this repository aside."""
    nodes = list(ast.walk(PARSED[path]))
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return {module.partition(".")[0] for module in modules} - {*sys.stdlib_module_names, *ROOMS, "tests"}


def declared() -> set[str]:
    """The distributions that pyproject.toml asks for when the product is installed, its extras too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    return {plain(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in wanted}


def plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_what_is_imported_is_declared() -> None:
    """The tools of the tests bring packages that a machine which only runs the product does not have."""
    known, owners = declared(), packages_distributions()
    for path in FILES:
        missing = {one for one in imported(path) if not known & set(map(plain, owners.get(one, [one])))}
        assert not missing, name(path)


@pytest.mark.parametrize("path", outside("claims/workflow/"), ids=name)
def test_no_status_is_assigned_outside_the_workflow(path: Path) -> None:
    for node in ast.walk(PARSED[path]):
        targets = node.targets if isinstance(node, ast.Assign) else []
        assert not [t for t in targets if isinstance(t, ast.Attribute) and t.attr in ("status", "latest_change")]
    for call in calls(path, "update"):
        assert not {keyword.arg for keyword in call.keywords} & {"status", "latest_change"}


@pytest.mark.parametrize("path", outside("claims/log.py", "claims/projection.py", "claims/models/"), ids=name)
def test_only_the_log_writes_records(path: Path) -> None:
    statements = re.findall(r"(?:INSERT INTO|UPDATE|DELETE FROM|COPY) claims_(\w+)", path.read_text())
    assert not set(statements) & {"record", "body", "loghead", "listing", "mention"}
    for call in calls(path, "create", "bulk_create"):
        assert not re.search(r"\b(Record|Body|LogHead|Listing|Mention)\.objects", ast.unparse(call.func))


@pytest.mark.parametrize(
    "path", [path for path in FILES if name(path).startswith(("factcheck/pages/", "factcheck/api/"))], ids=name
)
def test_public_rooms_read_the_record_and_no_editorial_table(path: Path) -> None:
    for node in ast.walk(PARSED[path]):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert not re.match(r"(claims|sources)\.models", node.module), f"line {node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_stay_small_enough_to_read(path: Path) -> None:
    assert path.read_text().count("\n") <= 400


@pytest.mark.parametrize("path", FILES, ids=name)
def test_functions_stay_small_enough_to_read(path: Path) -> None:
    for node in ast.walk(PARSED[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_signals_and_no_save_of_whole_rows_of_others(path: Path) -> None:
    assert "django.dispatch" not in path.read_text()
    assert "django.db.models.signals" not in path.read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_keep_the_strict_policy(path: Path) -> None:
    """No inline style or event handler, and no script but data blocks and files."""
    text = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\sstyle\s*=\s*[\"']", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or "type=" in tag


# Markup that libraries make: the help of the password rules, and the QR code of a fresh secret.
SAFE_MARKUP = ("templates/allauth/elements/fields.html", "templates/mfa/totp/activate_form.html")


def test_texts_from_outside_are_never_declared_safe() -> None:
    for path in [path for path in [*FILES, *TEMPLATES] if name(path) not in SAFE_MARKUP]:
        assert not re.search(r"\|\s*safe\b|{%\s*autoescape off", path.read_text()), name(path)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_texts_are_marked_by_names_that_makemessages_knows(path: Path) -> None:
    """A text under any other name is in no catalog, and no check misses it."""
    for node in ast.walk(PARSED[path]):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            assert {alias.asname for alias in node.names} <= {None, "_", "_l", "_g"}, f"line {node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_text_is_marked_inside_of_an_f_string(path: Path) -> None:
    """xgettext does not look there, so the text would be in no catalog."""
    for node in ast.walk(PARSED[path]):
        if isinstance(node, ast.FormattedValue):
            marked = [call for call in ast.walk(node.value) if isinstance(call, ast.Call) and _marks(call)]
            assert not marked, f"line {node.lineno}"


def _marks(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in {"_", "_g", "_l", "ngettext", "pgettext"}


# Moments that are no act of a person: observed, said by others, or the database's own.
NOT_ACTS = {
    "answered_at",
    "as_of",
    "asked_at",  # the desk as a whole asked
    "began_at",
    "changed_at",
    "checked_at",
    "deadline_at",
    "decided_at",  # beside made_by, or decided_by where there is one
    "drained_at",
    "due_at",
    "ended_at",
    "first_missed_at",
    "found_at",
    "free_at",
    "happened_at",
    "last_checked_at",
    "last_seen_at",
    "opened_at",
    "published_at",
    "recorded_at",
    "reminded_at",
    "reported_at",
    "requested_at",
    "reviewed_at",
    "robots_at",
    "said_at",
    "since_at",
    "told_at",
}


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if m._meta.app_label in ("claims", "sources")], ids=lambda m: m.__name__
)
def test_every_moment_of_an_act_has_its_person(model: type[Model]) -> None:
    fields = {field.name for field in model._meta.get_fields()}
    for field in model._meta.fields:
        if isinstance(field, DateTimeField) and field.name.endswith("_at") and field.name not in NOT_ACTS:
            person = field.name.removesuffix("_at") + "_by"
            assert person in fields or (field.name == "made_at" and model.__name__ == "Tip"), field.name


@pytest.mark.parametrize("command", [c for c, app in get_commands().items() if app.split(".")[0] in ROOMS])
def test_every_command_has_a_test(command: str) -> None:
    words = (command, f'"{command}"')
    assert any(words[0] in path.read_text() for path in (ROOT / "tests").rglob("test_*.py")), command
