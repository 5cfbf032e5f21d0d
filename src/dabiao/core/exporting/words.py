"""What was exported, in words: the filters as a colleague would say them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.conditions import vocabulary, words
from dabiao.core.conditions.terms import Term
from dabiao.core.exporting.kinds import ExportKind
from dabiao.core.exporting.seeing import Seen
from dabiao.core.i18n import LANGUAGES, find, text


def in_every_language(kind: ExportKind, seen: Seen) -> dict[str, list[str]]:
    return {language: parts(kind, seen, language) for language in LANGUAGES}


def parts(kind: ExportKind, seen: Seen, language: str) -> list[str]:
    """One phrase for each thing that narrowed the list; none for a whole one."""
    said = [_filter(kind, name, value, language) for name, value in seen.filters.items()]
    if seen.q.strip():
        said.append(text(language, "exporting.searched", q=seen.q.strip()))
    if seen.where:
        said += words.parts(seen.where, vocabulary.of(kind.spec.vocabulary), language)
    return said


def title(kind: str, said: Mapping[str, list[str]], language: str) -> str:
    """`线索（来源：广告）`"""
    filters = line(said, language)
    return text(language, "exporting.what", kind=text(language, f"enums.export_kind.{kind}"), filters=filters)


def line(said: Mapping[str, list[str]], language: str) -> str:
    """The phrases as one line; of a whole list, that it is one."""
    phrases = said.get(language) or []
    return text(language, "exporting.and").join(phrases) or text(language, "exporting.everything")


def _filter(kind: ExportKind, name: str, value: Any, language: str) -> str:
    label = _label(kind.kind, name, language)
    return text(language, "exporting.filter", label=label, value=_value(kind, name, value, language))


def _label(kind: str, name: str, language: str) -> str:
    places = (f"filters.{kind}.{name}", f"filters.common.{name}", f"fields.{kind}.{name}")
    return next((found for key in places if (found := find(language, key))), name)


def _value(kind: ExportKind, name: str, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return text(language, "fields.exporting.yes" if value else "fields.exporting.no")
    if name == "ids":
        return text(language, "exporting.chosen", n=len(value))
    several = value if isinstance(value, list) else [value]
    term = vocabulary.of(kind.spec.vocabulary).words.get(name)
    return text(language, "exporting.or").join(_one(term, one, language) for one in several)


def _one(term: Any, value: Any, language: str) -> str:
    if isinstance(term, Term) and term.names is not None:
        return term.names([value]).get(value, f"#{value}")
    if isinstance(term, Term) and term.choices is not None:
        return dict(term.choices(language)).get(value, str(value))
    if isinstance(value, int):
        return f"#{value}"
    return _moment(value) or str(value)


def _moment(value: Any) -> str:
    """A time as the clock on the wall says it; nothing for what is no time."""
    try:
        moment = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        return ""
    return f"{moment.astimezone(get_default_timezone()):%Y-%m-%d %H:%M}" if moment else ""
