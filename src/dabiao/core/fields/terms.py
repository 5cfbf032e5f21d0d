"""Custom fields as words of conditions and as sorts of lists."""

from collections.abc import Callable, Mapping, Sequence

from dabiao.core.conditions.terms import Choice, Term, Type
from dabiao.core.fields import definitions
from dabiao.core.fields.definitions import Definition
from dabiao.core.fields.enums import WITH_OPTIONS, FieldType

COLUMN = "fields"
_TYPES: Mapping[FieldType, Type] = {
    FieldType.TEXT: "text",
    FieldType.LONG_TEXT: "text",
    FieldType.NUMBER: "number",
    FieldType.MONEY: "money",
    FieldType.DATE: "date",
    FieldType.DATETIME: "datetime",
    FieldType.BOOL: "bool",
    FieldType.CHOICE: "choice",
    FieldType.CHOICES: "multi",
}


def words_of(kind: str) -> list[Term]:
    return [term_of(one) for one in definitions.of(kind).values()]


def term_of(definition: Definition) -> Term:
    return Term(
        definition.name,
        _TYPES[definition.type],
        COLUMN,
        key=definition.key,
        titled=definition.label,
        scale=definition.scale,
        choices=_choices(definition) if definition.type in WITH_OPTIONS else None,
    )


def _choices(definition: Definition) -> Callable[[str], Sequence[Choice]]:
    """Options in their order; retired ones last, as old records still hold them."""
    ordered = sorted(definition.options, key=lambda one: one.retired)
    return lambda language: [(one.id, one.label(language)) for one in ordered]
