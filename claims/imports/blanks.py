"""New things, made from a blank: a hundred thousand rows make half a million of them.

`Model.__init__` looks at every column of every thing, which was a third of the time that checking takes; nearly all of
them have their defaults.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db.models import ForeignKey, Model
from django.db.models.base import ModelState

Thing = TypeVar("Thing", bound=Model)


def fresh(model: type[Thing], **values: Any) -> Thing:
    """The same as `model(**values)`, but that no database is chosen for it yet."""
    columns, made_anew, references = _blank(model)
    thing = model.__new__(model)
    held = thing.__dict__
    held.update(columns)
    thing._state = ModelState()
    for attname, default in made_anew:
        if attname not in values:
            held[attname] = default()
    for name, value in values.items():
        if name in references:
            thing._state.fields_cache[name] = value
            held[references[name]] = value and value.pk
        else:
            held[name] = value
    return thing


@cache
def _blank(model: type[Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], dict[str, str]]:
    """The columns of a new thing; those whose default is another one each time: ids, and what can be changed; and
    where the number of what it refers to stands."""
    columns = {name: value for name, value in model().__dict__.items() if name != "_state"}
    fields = model._meta.local_concrete_fields
    # What has no default has NOT_PROVIDED, which can be called too.
    made_anew = [(f.attname, f.get_default) for f in fields if f.has_default() and callable(f.default)]
    return columns, made_anew, {f.name: f.attname for f in fields if isinstance(f, ForeignKey)}
