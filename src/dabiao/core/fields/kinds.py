"""Which kinds of records take custom fields: each module registers its own when its app is ready."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

from dabiao.core.conditions import vocabulary
from dabiao.core.errors import Invalid
from dabiao.core.i18n import LANGUAGES, find


@dataclass(frozen=True)
class Fielded:
    """A kind whose `model` has the JSON column `fields`."""

    kind: str
    model: type[Model]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def built_in(self) -> frozenset[str]:
        """The names of the fields that every record of the kind has anyway."""
        fields = self.model._meta.concrete_fields
        return frozenset({*(one.name for one in fields), *(one.attname for one in fields)})

    def built_in_labels(self) -> dict[str, str]:
        """The words for those in every language, in small letters → their name."""
        return {
            label.casefold(): name
            for name in sorted(self.built_in())
            for language in LANGUAGES
            if (label := find(language, f"fields.{self.kind}.{name}")) is not None
        }


_fielded: dict[str, Fielded] = {}


def register(fielded: Fielded) -> None:
    from dabiao.core.fields.terms import words_of

    _fielded[fielded.kind] = fielded
    vocabulary.extend(fielded.kind, lambda: words_of(fielded.kind))


def get(kind: str) -> Fielded:
    """Raises `fields.unknown_kind`."""
    if kind not in _fielded:
        raise Invalid("fields.unknown_kind", field="kind", value=kind, known=", ".join(_fielded))
    return _fielded[kind]


def every() -> Iterable[Fielded]:
    return _fielded.values()
