"""Two people saved the same thing: both versions side by side, field by field."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import BoundField
from django.utils.translation import gettext as _

from claims.admin.deciding.shown import done_since
from claims.admin.fields import Moment, MomentField, PickField, TextsFormField
from claims.admin.forms import OWN
from claims.locales import language_name, moment_words
from claims.models import Claim, Edit
from sources.texts import visible


@dataclass(frozen=True)
class Side:
    """One field in which the two versions differ."""

    name: str
    label: str
    theirs: str
    mine: str
    is_kept: bool  # theirs was chosen to stay


@dataclass(frozen=True)
class Conflict:
    """What the other one did meanwhile, and where the versions differ."""

    done: list[str]
    sides: list[Side]


def conflict(form: Any, seen: int) -> Conflict:
    """Of a form that was sent in with an old version and stands beside what the database holds now."""
    thing = form.versioned()
    done = done_since({thing: seen})[thing] if isinstance(thing, Claim) else _edits(thing, seen)
    kept = set(form.data.getlist("theirs"))
    names = [name for name in form.fields if name not in OWN and (name in kept or name in form.changed_data)]
    return Conflict(done, [_side(form[name], name in kept) for name in names])


def _edits(thing: Any, seen: int) -> list[str]:
    newest = Edit.objects.filter(subject=thing.public_id or "").select_related("made_by").order_by("-pk")
    words = ({"who": edit.made_by, "when": moment_words(edit.made_at)} for edit in newest[: thing.version - seen])
    return [_("%(when)s, %(who)s saved it.") % word for word in words]


def _side(field: BoundField, is_kept: bool) -> Side:
    return Side(
        name=field.name,
        label=str(field.label),
        theirs=shown(field.field, field.initial),
        mine=shown(field.field, field.data),
        is_kept=is_kept,
    )


def shown(field: Any, value: Any) -> str:
    """The value of a form's field in plain words, whether typed or from the database."""
    if isinstance(field, TextsFormField):
        texts = {language: entry["text"] for language, entry in (value or {}).items() if entry["text"].strip()}
        return "\n".join(f"{language_name(language)}: {visible(text)}" for language, text in texts.items()) or "—"
    if isinstance(field, PickField | MomentField) or isinstance(value, Moment | Model):
        value = field.prepare_value(value)
    elif choices := getattr(field, "choices", None):
        value = dict(choices).get(value, value)
    elif isinstance(value, bool):
        value = _("yes") if value else _("no")
    else:
        value = field.prepare_value(value)
    return visible(str(value)) if value not in (None, "") else "—"
