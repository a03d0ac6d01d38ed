"""What is typed into the desk's own inputs, and what it is understood as."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from claims.admin.fields import Moment, MomentField, NumberField, PickField, TextsFormField
from sources.models import Source
from sources.texts import texts
from tests import factories


@pytest.mark.parametrize(
    ("typed", "understood", "precision"),
    [
        ("2022", "2022-01-01T00:00", "year"),
        ("2022-01", "2022-01-01T00:00", "month"),
        ("2022-01-09", "2022-01-09T00:00", "day"),
        ("2022-01-09 13:05", "2022-01-09T13:05", "minute"),
        ("2022-01-09T13:05:59Z", "2022-01-09T13:05", "minute"),
        ("2022-01-09 19:05 +06:00", "2022-01-09T13:05", "minute"),
        ("2022-01-09 08:05-0500", "2022-01-09T13:05", "minute"),
        ("10.01.2022", "2022-01-10T00:00", "day"),
        ("9.1.2022 14:05", "2022-01-09T14:05", "minute"),
        ("9. 1. 2022, 9:05 +06:00", "2022-01-09T03:05", "minute"),
        ("10 Jan 2022", "2022-01-10T00:00", "day"),
        ("January 10, 2022", "2022-01-10T00:00", "day"),
        ("10. Januar 2022 14:05", "2022-01-10T14:05", "minute"),
        ("10 января 2022", "2022-01-10T00:00", "day"),
        ("Янв. 2022", "2022-01-01T00:00", "month"),
    ],
)
def test_a_moment_is_known_as_exactly_as_it_is_written(typed: str, understood: str, precision: str) -> None:
    moment = MomentField().clean(typed)
    assert (moment.at.isoformat(), moment.precision) == (f"{understood}:00+00:00", precision)


@pytest.mark.parametrize("typed", ["2022", "2022-01", "2022-01-09", "2022-01-09 13:05"])
def test_a_moment_is_shown_as_it_was_written(typed: str) -> None:
    field = MomentField()
    assert field.prepare_value(field.clean(typed)) == typed


def test_no_moment_is_a_value() -> None:
    assert MomentField(required=False).clean("") == Moment(None, "day")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("8000", 8000),
        ("8 000", 8000),
        ("8.000", 8000),
        ("8,000", 8000),
        ("8\u202f000", 8000),
        ("2.5", "2.5"),
        ("2,5", "2.5"),
        ("1.234,5", "1234.5"),
        ("-3", -3),
        ("−3", -3),
    ],
)
def test_a_number_is_read_in_any_writing(typed: str, number: int | str) -> None:
    assert NumberField().clean(typed) == Decimal(number)


def test_a_number_is_shown_without_needless_decimals() -> None:
    assert NumberField().prepare_value(Decimal("8000.00")) == "8000"


def test_a_language_without_a_text_is_left_out() -> None:
    typed = {"en": {"text": " Sentence ", "by": "", "machine": False}, "de": {"text": "", "by": "", "machine": True}}
    assert TextsFormField().clean(typed) == texts(en="Sentence")


def test_line_breaks_are_kept_as_one_character() -> None:
    typed = {"en": {"text": "One\r\ntwo", "by": "", "machine": False}}
    assert TextsFormField().clean(typed)["en"]["text"] == "One\ntwo"


def test_a_text_is_refused_by_the_name_of_its_language() -> None:
    with pytest.raises(ValidationError, match="German: "):
        TextsFormField().clean({"de": {"text": "\x07", "by": "", "machine": False}})


@pytest.mark.parametrize(
    "typed", ["Health ministry", "health MINISTRY", "#{pk}", "Anything at all #{pk}", "{public_id}"]
)
def test_a_source_is_picked_by_name_number_or_id(db: None, typed: str) -> None:
    source = factories.make_source()
    assert PickField(Source).clean(typed.format(pk=source.pk, public_id=source.public_id)) == source


def test_several_of_one_name_are_listed_to_choose_from(db: None) -> None:
    one, two = factories.make_source("Ministry of Health"), factories.make_source("Ministry of Defence")
    with pytest.raises(ValidationError) as refusal:
        PickField(Source).clean("Ministry")
    assert all(f"#{source.pk}" in refusal.value.messages[0] for source in (one, two))


def test_the_whole_name_decides_among_several(db: None) -> None:
    one, _two = factories.make_source("Ministry"), factories.make_source("Ministry of Defence")
    assert PickField(Source).clean("Ministry") == one


def test_a_hostile_name_is_listed_as_text(db: None) -> None:
    for ending in ("one", "two"):
        factories.make_source(f"Evil <script> {ending}")
    with pytest.raises(ValidationError) as refusal:
        PickField(Source).clean("Evil")
    assert "<script>" not in refusal.value.messages[0]


@pytest.mark.parametrize(
    "typed", ["1/9/2022", "10 Foo 2022", "32.1.2022", "10 Jan 22", "Jan", "9.1.2022 25:00", "9.1.2022 x"]
)
def test_a_day_of_which_nobody_knows_what_it_means_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MomentField().clean(typed)
