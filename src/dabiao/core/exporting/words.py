"""What was exported, in words: the filters as a colleague would say them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.conditions import vocabulary, words
from dabiao.core.conditions.terms import Term
from dabiao.core.exporting.kinds import ExportKind
from dabiao.core.exporting.seeing import Seen
from dabiao.core.i18n import LANGUAGES, find, text

Titles = Callable[[list[int], Actor], Mapping[int, str]]
_titles: dict[str, Titles] = {}


def titled(kind: str, titles: Titles) -> None:
    """Say once, when an app is ready, what records are called that are no subjects: those of them that the actor sees."""
    _titles[kind] = titles


def in_every_language(kind: ExportKind, seen: Seen, actor: Actor) -> dict[str, list[str]]:
    return {language: parts(kind, seen, language, actor) for language in LANGUAGES}


def parts(kind: ExportKind, seen: Seen, language: str, actor: Actor) -> list[str]:
    """One phrase for each thing that narrowed the list; none for a whole one. A record is called by its name where the
    actor sees it."""
    said = [_filter(kind, name, value, language, actor) for name, value in seen.filters.items()]
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


def _filter(kind: ExportKind, name: str, value: Any, language: str, actor: Actor) -> str:
    label = _label(kind.kind, name, language)
    return text(language, "exporting.filter", label=label, value=_value(kind, name, value, language, actor))


def _label(kind: str, name: str, language: str) -> str:
    places = (f"filters.{kind}.{name}", f"filters.common.{name}", f"fields.{kind}.{name}")
    return next((found for key in places if (found := find(language, key))), name)


def _value(kind: ExportKind, name: str, value: Any, language: str, actor: Actor) -> str:
    if isinstance(value, bool):
        return text(language, "fields.exporting.yes" if value else "fields.exporting.no")
    if name == "ids":
        return text(language, "exporting.chosen", n=len(value))
    several = value if isinstance(value, list) else [value]
    names = _names(kind, name, several, language, actor)
    return text(language, "exporting.or").join(names.get(one) or _plain(one) for one in several)


def _names(kind: ExportKind, name: str, values: list[Any], language: str, actor: Actor) -> Mapping[Any, str]:
    """What the values of a filter are called, as far as they are called anything."""
    term = vocabulary.of(kind.spec.vocabulary).words.get(name)
    if isinstance(term, Term) and term.names is not None:
        return term.names(values)
    choices = kind.said.get(name) or (term.choices if isinstance(term, Term) else None)
    if choices is not None:
        return dict(choices(language))
    if key := kind.choices.get(name):
        return {value: text(language, f"{key}.{value}") for value in values}
    return _titled(name.removesuffix("_id"), values, actor) if name.endswith("_id") else {}


def _titled(kind: str, ids: list[int], actor: Actor) -> Mapping[Any, str]:
    if kind in _titles:
        return _titles[kind](ids, actor)
    subject = next((one for one in subjects.every() if one.kind == kind), None)
    if subject is None:
        return {}
    return {row.pk: subject.title(row) for row in subject.visible_to(actor).filter(pk__in=ids)}


def _plain(value: Any) -> str:
    return f"#{value}" if isinstance(value, int) else _moment(value) or str(value)


def _moment(value: Any) -> str:
    """A time as the clock on the wall says it; nothing for what is no time."""
    try:
        moment = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        return ""
    return f"{moment.astimezone(get_default_timezone()):%Y-%m-%d %H:%M}" if moment else ""
