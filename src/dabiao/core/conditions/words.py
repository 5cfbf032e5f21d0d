"""A condition as the sentence a colleague would say: 「来源 是 广告 或 网页表单，且 下次联系 早于 今天」."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.conditions import spans
from dabiao.core.conditions import tree as trees
from dabiao.core.conditions.terms import Relation, Term, title_of
from dabiao.core.conditions.tree import All, Any_, Leaf, Node, Not, Related
from dabiao.core.conditions.vocabulary import Vocabulary
from dabiao.core.i18n import text
from dabiao.core.money import to_decimal

# with several values, "is one of A or B" is said as "is A or B"
_SAID: Mapping[str, str] = {"in": "is", "not_in": "is_not"}
_IN_TIME = ("is", "is_not", "lt", "lte", "gt", "gte", "between")


def words(tree: Any, vocabulary: Vocabulary, language: str) -> str:
    """The sentence of a tree. Raises `conditions.*` for one that is no condition."""
    return said(trees.parse(tree, vocabulary), language)


def parts(tree: Any, vocabulary: Vocabulary, language: str) -> list[str]:
    """The sentences of the conditions that all must hold, one by one; a single one for any other tree."""
    node = trees.parse(tree, vocabulary)
    if isinstance(node, All):
        return [_grouped(part, language) for part in node.parts]
    return [said(node, language)]


def said(node: Node, language: str) -> str:
    match node:
        case All(()):
            return _say(language, "everything")
        case All(several):
            return _say(language, "and").join(_grouped(part, language) for part in several)
        case Any_(several):
            return _say(language, "or").join(_grouped(part, language) for part in several)
        case Not(part):
            return _say(language, "not", inner=said(part, language))
        case Related(hops, relation, op, inner):
            field = _title(hops, relation, language)
            if inner == trees.EVERYTHING:
                return _say(language, op, field=field)
            return _say(language, f"{op}_where", field=field, inner=said(inner, language))
        case Leaf():
            return _compared(node, language)


def _say(language: str, key: str, **params: str) -> str:
    return text(language, f"conditions.sentence.{key}", **params)


def _grouped(node: Node, language: str) -> str:
    """In brackets where "and" and "or" would run together."""
    inner = said(node, language)
    return (
        _say(language, "group", inner=inner)
        if isinstance(node, All | Any_) and len(node.parts) > 1
        else inner
    )


def _title(hops: tuple[Relation, ...], word: Term | Relation, language: str) -> str:
    title = title_of(word, language)
    for relation in reversed(hops):
        title = _say(language, "of", owner=title_of(relation, language), field=title)
    return title


def _compared(leaf: Leaf, language: str) -> str:
    field, op = _title(leaf.hops, leaf.term, language), _SAID.get(leaf.op, leaf.op)
    group = "time" if leaf.term.type in ("date", "datetime") and op in _IN_TIME else "op"
    spoken = text(language, f"conditions.{group}.{op}")
    if leaf.value is None:
        return _say(language, "bare", field=field, op=spoken)
    shown = _shown(leaf, language)
    value = (
        _say(language, "pair", low=shown[0], high=shown[1])
        if leaf.op == "between"
        else _say(language, "either").join(shown)
    )
    return _say(language, "whole", field=field, op=spoken, value=value)


def _shown(leaf: Leaf, language: str) -> list[str]:
    return values_in_words(
        leaf.term, list(leaf.value) if isinstance(leaf.value, tuple) else [leaf.value], language
    )


def values_in_words(term: Term, values: list[Any], language: str) -> list[str]:
    """Values of a term as people read them: by name or label, with their decimals, a time as the clock on the wall."""
    if term.names is not None:
        names = term.names(values)
        return [names.get(value, f"#{value}") for value in values]
    if term.choices is not None:
        titles = dict(term.choices(language))
        return [titles.get(value, str(value)) for value in values]
    return [_value(term, value, language) for value in values]


def _value(term: Term, value: Any, language: str) -> str:
    if term.type == "bool":
        return text(language, f"conditions.bool.{'true' if value else 'false'}")
    if term.type == "money":
        return f"¥{to_decimal(value):,.2f}".removesuffix(".00")
    if term.type == "number" and term.scale:
        return str(Decimal(value).scaleb(-term.scale))
    if term.type in ("date", "datetime"):
        return _days(value, language)
    return str(value)


def _days(value: str, language: str) -> str:
    if value in spans.NAMED or value == spans.NOW:
        return text(language, f"conditions.days.{value}")
    if (found := spans.counted(value)) is not None:
        return text(language, f"conditions.days.{found[0]}", n=found[1])
    moment = None if spans.day_of(value) else spans.moment_of(value)
    return f"{_local(moment):%Y-%m-%d %H:%M}" if moment else value


def _local(moment: datetime) -> datetime:
    return moment.astimezone(get_default_timezone())
