"""What a record's custom fields become on another record that is made of it."""

from collections.abc import Mapping
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.core.fields import definitions, values
from dabiao.core.fields.definitions import Definition, Option
from dabiao.core.fields.enums import FieldType


def carried(source: str, target: str, held: Mapping[str, Any]) -> dict[str, Any]:
    """What `held` of the kind `source` says in the fields of `target`: those of the same key, type and scale.

    Options are the same where a word for them is. What the other field would not take stays behind.
    """
    here, there = definitions.of(source), definitions.of(target)
    found = {}
    for key in held.keys() & here.keys() & there.keys():
        value = _carried(here[key], there[key], held[key])
        if value is not None:
            found[key] = value
    return found


def _carried(here: Definition, there: Definition, value: Any) -> Any:
    if (here.type, here.scale) != (there.type, there.scale):
        return None
    if here.type == FieldType.CHOICE:
        value = _same(here, there, value)
    elif here.type == FieldType.CHOICES:
        value = [same for one in value if (same := _same(here, there, one))]
    try:
        return values.kept(there, value)
    except Invalid:
        return None


def _same(here: Definition, there: Definition, id: Any) -> str | None:
    option = next((one for one in here.options if one.id == id), None)
    words = _words(option) if option else frozenset()
    return next((one.id for one in there.options if not one.retired and words & _words(one)), None)


def _words(option: Option) -> frozenset[str]:
    return frozenset(word.casefold() for word in option.labels.values() if word)
