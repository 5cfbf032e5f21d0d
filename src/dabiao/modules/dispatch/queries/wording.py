"""A rule as the sentence that a colleague would say: 「来源 是 广告 的线索 → 给 华南（S、A 级），按级别加权，每人每天最多 20 条
→ 没人有空时等 30 分钟，然后交主管」."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dabiao.core.conditions import vocabulary, words
from dabiao.core.errors import DomainError
from dabiao.core.i18n import text
from dabiao.modules.dispatch.enums import Fallback, Hours, Strategy
from dabiao.modules.dispatch.models import Rule
from dabiao.modules.dispatch.queries.naming import Names
from dabiao.modules.dispatch.rules.choosing import EVEN
from dabiao.modules.dispatch.rules.terms import NUMBERS

CAPS = ("cap_day", "cap_hour", "cap_open")
SWITCHES = ("wall", "demote", "clocks")


def said(language: str, key: str, **params: Any) -> str:
    return text(language, f"said.dispatch.{key}", **params)


def sentence(rule: Rule, names: Names, language: str) -> list[dict[str, str]]:
    """Its parts in order: `when`, `who`, `how`, `caps`, `hours`, `fallback`, `clocks`; those that say nothing are left out."""
    parts = (
        ("when", _when(rule, language)),
        ("who", _who(rule, names, language)),
        ("how", _how(rule, language)),
        ("caps", _caps(rule, language)),
        ("hours", hours_in_words(rule, language)),
        ("fallback", _fallback(rule, names, language)),
        ("clocks", _clocks(rule, language)),
    )
    return [{"part": part, "text": spoken} for part, spoken in parts if spoken]


def whole(parts: Sequence[Mapping[str, str]], language: str) -> str:
    """The parts as one sentence."""
    spoken = ""
    for place, one in enumerate(parts):
        joint = (
            "" if place == 0 else said(language, "arrow" if one["part"] in ("who", "fallback") else "comma")
        )
        spoken += joint + one["text"]
    return spoken


def listed(language: str, items: Sequence[str]) -> str:
    return said(language, "enumerate").join(items)


def _when(rule: Rule, language: str) -> str:
    if not rule.condition:
        return said(language, "every_lead")
    try:
        condition = words.words(rule.condition, vocabulary.of("lead"), language)
    except DomainError:
        return said(language, "unreadable")
    return said(language, "leads_where", condition=condition)


def _who(rule: Rule, names: Names, language: str) -> str:
    if rule.strategy == Strategy.POOL:
        return said(language, "to_pool", unit=_pool(rule, names, language))
    given = rule.candidates
    who = [names.unit(id) for id in given.get("units", ())] + [
        names.person(id) for id in given.get("people", ())
    ]
    spoken = listed(language, who) or said(language, "open")
    if levels := given.get("levels"):
        spoken = said(language, "of_levels", who=spoken, levels=listed(language, levels))
    if tags := given.get("tags"):
        skills = [said(language, "skill", tag=names.tag(tag["id"]), least=tag["least"]) for tag in tags]
        spoken = said(language, "with_skills", who=spoken, skills=listed(language, skills))
    if excepted := given.get("except"):
        spoken = said(
            language, "except", who=spoken, names=listed(language, [names.person(id) for id in excepted])
        )
    return said(language, "to", who=spoken)


def _how(rule: Rule, language: str) -> str:
    if rule.strategy == Strategy.POOL:
        return ""
    weights = rule.weights or EVEN
    shares = [f"{level} {weights[level]}" for level in EVEN if weights.get(level)]
    return said(
        language, f"strategy.{rule.strategy}", weights=listed(language, shares) or said(language, "open")
    )


def _caps(rule: Rule, language: str) -> str:
    caps = [(name, getattr(rule, name)) for name in CAPS]
    return said(language, "comma").join(said(language, name, n=cap) for name, cap in caps if cap is not None)


def hours_in_words(rule: Rule, language: str) -> str:
    """Into a pool leads go at any time."""
    if rule.strategy == Strategy.POOL:
        return ""
    own = week_in_words(rule.own_hours, language) if rule.hours == Hours.OWN else ""
    return said(language, f"hours.{rule.hours}", own=own)


def week_in_words(hours: Mapping[str, Any], language: str) -> str:
    days = hours.get("days")
    spoken = _weekdays(days, language) if isinstance(days, list) else said(language, f"days.{days}")
    spans = [f"{start}–{end}" for start, end in hours.get("spans", ())]
    return said(language, "days_spans", days=spoken, spans=listed(language, spans))


def _weekdays(given: Sequence[int], language: str) -> str:
    """「周一至周五」 for three or more in a row, each by itself otherwise."""
    days = sorted(given)
    names = [said(language, f"weekday.{day}") for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return said(language, "through", first=names[0], last=names[-1])
    return listed(language, names)


def _fallback(rule: Rule, names: Names, language: str) -> str:
    if rule.strategy == Strategy.POOL:
        return ""
    wait = duration(rule.wait_minutes * 60, language) if rule.fallback == Fallback.WAIT else ""
    unit = _pool(rule, names, language) if rule.fallback == Fallback.POOL else ""
    return said(language, f"fallback.{rule.fallback}", wait=wait, unit=unit)


def _pool(rule: Rule, names: Names, language: str) -> str:
    return names.unit(rule.pool_unit_id) if rule.pool_unit_id is not None else said(language, "open")


def _clocks(rule: Rule, language: str) -> str:
    told = list(terms_in_words(rule.clock, language))
    for grade, given in sorted(rule.grades.items()):
        if own := said(language, "comma").join(terms_in_words(given, language)):
            told.append(said(language, "of_grade", grade=grade, terms=own))
    return said(language, "comma").join(told)


def terms_in_words(given: Mapping[str, Any], language: str) -> Iterator[str]:
    """What somebody set of the clocks' numbers, one by one."""
    for name in (*NUMBERS, *SWITCHES):
        value = given.get(name)
        if name in SWITCHES and value is not None:
            yield said(language, f"term.{name}_{'on' if value else 'off'}")
        elif value is not None:
            yield said(
                language, f"term.{name}", n=value if name == "most_hops" else duration(value, language)
            )


def duration(seconds: int, language: str) -> str:
    """Of days, hours, minutes and seconds the largest that says it exactly."""
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds and seconds % length == 0:
            return said(language, f"unit.{unit}", n=seconds // length)
    return said(language, "unit.seconds", n=seconds)
