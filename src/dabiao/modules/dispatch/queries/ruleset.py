"""The rules as the administrator's screen shows them: as data, as sentences, with the names of whom they mean, and with what
is wrong by now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.core.i18n import text
from dabiao.core.scoping import fetch
from dabiao.modules.dispatch.models import Policy, Rule
from dabiao.modules.dispatch.queries import naming, rulings, wording
from dabiao.modules.dispatch.queries.cautions import Caution, cautions
from dabiao.modules.dispatch.queries.naming import Names
from dabiao.modules.dispatch.rules import hours
from dabiao.modules.dispatch.rules.checking import GRADES, tidied
from dabiao.modules.dispatch.rules.terms import Terms, kept

PERMISSION = "dispatch.manage"
PLAIN = ("id", *Rule.SAID, "version", "created_at", "updated_at")


def listing(*, language: str, actor: Actor) -> list[dict[str, Any]]:
    """All rules in their order, in the same few statements whatever their number. Raises `access.forbidden`."""
    actor.require(PERMISSION)
    return _shown(_live(), language)


def detail(rule_id: int, *, language: str, actor: Actor) -> dict[str, Any]:
    """One rule among the others: whether it is ever asked depends on them. Raises `access.forbidden`, `core.not_found`."""
    actor.require(PERMISSION)
    fetch(Rule.objects.filter(removed_at=None), rule_id)
    return next(one for one in _shown(_live(), language) if one["id"] == rule_id)


def preview(rule_id: int | None, values: Mapping[str, Any], *, language: str, actor: Actor) -> dict[str, Any]:
    """What a rule would read as with these values, and what would be said of it, in its place or after all others. Keeps
    nothing. Raises `access.forbidden`, `core.not_found`."""
    actor.require(PERMISSION)
    rules = _live()
    draft = next((rule for rule in rules if rule.pk == rule_id), None)
    if draft is None:
        if rule_id is not None:
            raise NotFound("core.not_found", kind=Rule.subject_kind, id=rule_id)
        draft = Rule(pk=0)
        rules.append(draft)
    for name, value in tidied(values).items():
        setattr(draft, name, value)
    shown = next(one for one in _shown(rules, language) if one["id"] == draft.pk)
    return {name: shown[name] for name in ("sentence", "text", "people_count", "cautions")}


def _live() -> list[Rule]:
    return list(Rule.objects.filter(removed_at=None).order_by("place", "pk"))


def _shown(rules: Sequence[Rule], language: str) -> list[dict[str, Any]]:
    meant = rulings.rulings(rules)
    names = naming.names(
        [rule.candidates for rule in rules],
        units=[rule.pool_unit_id for rule in rules],
        people={id for one in meant.values() for id in one.people},
    )
    told = cautions(rules, meant, names)
    return [_rule(rule, len(meant[rule.pk].people), names, told[rule.pk], language) for rule in rules]


def _rule(
    rule: Rule, people_count: int, names: Names, told: Iterable[Caution], language: str
) -> dict[str, Any]:
    parts = wording.sentence(rule, names, language)
    return {
        **{name: getattr(rule, name) for name in PLAIN},
        "named": _named(rule, names),
        "people_count": people_count,
        "sentence": parts,
        "text": wording.whole(parts, language),
        "cautions": [in_words(one, language) for one in told],
    }


def _named(rule: Rule, names: Names) -> dict[str, list[dict[str, Any]]]:
    said = rule.candidates
    units = [*said.get("units", ()), *([rule.pool_unit_id] if rule.pool_unit_id else [])]
    people = [*said.get("people", ()), *said.get("except", ())]
    return {
        "units": [{"id": id, "name": names.unit(id)} for id in dict.fromkeys(units)],
        "people": [{"id": id, "name": names.person(id)} for id in dict.fromkeys(people)],
        "tags": [{"id": tag["id"], "name": names.tag(tag["id"])} for tag in said.get("tags", ())],
    }


def in_words(caution: Caution, language: str) -> dict[str, str]:
    params = {
        name: wording.listed(language, value) if isinstance(value, list) else value
        for name, value in caution.params.items()
    }
    return {"code": caution.code, "text": text(language, f"said.dispatch_caution.{caution.code}", **params)}


def policy(*, actor: Actor) -> dict[str, Any]:
    """What holds for all rules, and the clocks that come of it by grade; the empty grade is a lead without one."""
    actor.require(PERMISSION)
    return shown_policy(rulings.policy())


def shown_policy(row: Policy) -> dict[str, Any]:
    held: Mapping[str, Terms] = {grade: rulings.terms_of(None, row, grade) for grade in ("", *GRADES)}
    numbers = ("clean_to_regain", "hand_clocks", "claims_per_day", "claims_open", "recycle_days", "version")
    return {
        **{name: getattr(row, name) for name in ("clock", "grades", *numbers)},
        "working": dict(row.working or hours.DEFAULT),
        "defaults": asdict(Terms()),
        "held": {grade: kept(terms) for grade, terms in held.items()},
    }
