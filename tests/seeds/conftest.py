"""Small data files to write, and the demonstration, loaded once for the tests that only read it."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.models import (
    Attribution,
    Claim,
    Correction,
    Edit,
    Evidence,
    Hold,
    Hop,
    Measure,
    Proposal,
    Record,
    Relation,
    ReviewItem,
    Standing,
    StatusChange,
    Topic,
)
from seeds.loading import DEMONSTRATION, load
from sources.models import Capture, Excerpt, Report, Role, Source, SourceName

SMALL = """\
people:
  editor-a: {mail: a@demonstration.invalid, name: Editor A}
  editor-b: {mail: b@demonstration.invalid, name: Editor B}
sources:
  ministry:
    kind: government
    name: Ministry
    names: {en: [Ministry, Health ministry], ru: [Минздрав]}
    roles:
      keeper: {title: {en: Keeper}, body: outlet, from: 2020-01-01, until: 2022-12-31}
  outlet:
    kind: outlet
    name: Outlet
    wikidata: Q42
topics:
  unrest: {title: {en: Unrest}}
measures:
  killed: {topic: unrest, label: {en: people killed}, counted: dead}
reports:
  article:
    publisher: outlet
    title: Article
    lang: de
    published: 2022-01-09
claims:
  dead:
    by: editor-a
    at: 2022-01-09T10:00Z
    topic: unrest
    kind: figure
    measure: killed
    wording: mindestens 164 Tote
    lang: de
    words: mindestens 164
    qualifier: at_least
    low: 164
    summary: {en: At least 164 dead}
    attributions:
      article:
        report: article
        chain:
          - {source: ministry, named_as: Ministerium, role: keeper}
          - {source: outlet, named_as: Blatt, words: mindestens 164, qualifier: at_least, low: 164}
acts:
  - at: 2022-01-09T10:10Z
    by: editor-a
    act: publish
    claims: [dead]
    reason: {en: Taken in}
"""
# Everything that a load can leave behind.
_COUNTED = (
    *(Record, Claim, Attribution, Hop, Evidence, StatusChange, Edit, Standing, Hold, Proposal, Relation, Correction),
    *(Topic, Measure, Report, Capture, Excerpt, Source, SourceName, Role, ReviewItem),
)
SOURCES = SMALL[SMALL.index("sources:") : SMALL.index("topics:")]

Write = Callable[..., Path]


def counts() -> list[int]:
    """How many rows the tables hold that a load fills."""
    return [model._default_manager.count() for model in _COUNTED]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a data file."""

    def written(text: str, name: str = "small.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return path

    return written


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[Counter[str]]:
    """The whole demonstration, committed; what was new in it."""
    with django_db_blocker.unblock():
        yield load(sorted(DEMONSTRATION.glob("*.yaml")), demonstration=True)
        call_command("flush", interactive=False, verbosity=0)
