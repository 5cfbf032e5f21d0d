"""What makes sense of a rule and of the company's clocks, without a database. Every fault names its field and its mend."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.modules.dispatch.enums import Fallback, Hours, Strategy
from dabiao.modules.dispatch.rules import hours, terms
from dabiao.modules.dispatch.rules.choosing import EVEN

GRADES = ("A", "B", "C", "D")
LEVELS = tuple(EVEN)
MOST_WEIGHT = 16
LONGEST_WAIT = 7 * 24 * 60  # minutes
MOST_CAP = 9_999
CAPS = ("cap_day", "cap_hour", "cap_open")
NUMBERS: Mapping[str, tuple[int, int]] = {
    "clean_to_regain": (1, 1_000),
    "claims_per_day": (0, 9_999),
    "claims_open": (0, 9_999),
    "recycle_days": (0, 3_650),
}
ABOUT_ME = ("is_me", "my_team", "my_unit")

Values = Mapping[str, Any]
Layers = Sequence[Values | None]


def tidied(given: Values) -> dict[str, Any]:
    """The same without what says nothing: empty lists, what is named twice, weights of nobody, terms left open."""
    kept = dict(given)
    if "name" in kept:
        kept["name"] = (kept["name"] or "").strip()
    if "condition" in kept:
        kept["condition"] = kept["condition"] or None
    if "candidates" in kept:
        kept["candidates"] = {
            name: list(dict.fromkeys(one)) if name != "tags" else _each_once(one)
            for name, one in kept["candidates"].items()
            if one
        }
    for name in ("weights", "clock"):
        if name in kept:
            kept[name] = _said(kept[name])
    if "grades" in kept:
        kept["grades"] = {grade: said for grade, one in kept["grades"].items() if (said := _said(one))}
    return kept


def _said(given: Values | None) -> dict[str, Any]:
    return {name: value for name, value in (given or {}).items() if value is not None}


def _each_once(tags: Sequence[Values]) -> list[Values]:
    return list({tag["id"]: tag for tag in tags}.values())


def check_rule(rule: Values, policy: Values) -> None:
    """Raises what is wrong with a rule under the company's clocks, several faults as one refusal: `core.required`,
    `dispatch.*`."""
    _refuse(
        [
            *_named(rule),
            *(_pooling(rule) if rule["strategy"] == Strategy.POOL else _choosing(rule)),
            *_caps(rule),
            *_hours(rule),
            *_fallback(rule),
            *_clocks(rule, policy),
        ]
    )


def check_policy(policy: Values) -> None:
    """Raises what is wrong with the company's own settings, several faults as one refusal: `dispatch.*`."""
    _refuse(
        [
            *_caught(lambda: hours.read(policy["working"], UTC)),
            *_clocks({"clock": {}, "grades": {}}, policy),
            *(
                Invalid("dispatch.number_out_of_range", field=name, least=least, most=most)
                for name, (least, most) in NUMBERS.items()
                if not least <= policy[name] <= most
            ),
        ]
    )


def check_clocks(rule: Values, policy: Values) -> None:
    """Raises what is wrong with the clocks of a rule under those of the company."""
    _refuse(list(_clocks(rule, policy)))


def _refuse(faults: list[DomainError]) -> None:
    if faults:
        raise faults[0] if len(faults) == 1 else Many(faults)


def _caught(check: Callable[[], object]) -> Iterator[DomainError]:
    try:
        check()
    except DomainError as error:
        yield error


def _named(rule: Values) -> Iterator[DomainError]:
    if not rule["name"]:
        yield Invalid("core.required", field="name")


def _pooling(rule: Values) -> Iterator[DomainError]:
    """Nobody is chosen: whoever may claim there takes it."""
    if rule["pool_unit_id"] is None:
        yield Invalid("core.required", field="pool_unit_id")
    for name in ("candidates", "weights", *CAPS):
        if rule[name]:
            yield Invalid("dispatch.pool_takes_none", field=name)


def _choosing(rule: Values) -> Iterator[DomainError]:
    said = rule["candidates"]
    if not said.get("units") and not said.get("people"):
        yield Invalid("dispatch.nobody_named", field="candidates")
    elif not said.get("units") and set(said["people"]) <= set(said.get("except", ())):
        yield Invalid("dispatch.all_excepted", field="candidates.except")
    yield from _weights(rule["weights"], said.get("levels", ()), rule["strategy"])


def _weights(weights: Values, levels: Sequence[str], strategy: str) -> Iterator[DomainError]:
    for level, weight in weights.items():
        if level not in LEVELS:
            yield Invalid("dispatch.unknown_level", field=f"weights.{level}", known=", ".join(LEVELS))
        elif not 0 <= weight <= MOST_WEIGHT:
            yield Invalid("dispatch.number_out_of_range", field=f"weights.{level}", least=0, most=MOST_WEIGHT)
    if strategy != Strategy.WEIGHTED:
        return
    if not any(weights.values()):
        yield Invalid("dispatch.no_weights", field="weights")
    elif levels and not any(weights.get(level) for level in levels):
        yield Invalid("dispatch.levels_without_weight", field="weights", levels=", ".join(levels))


def _caps(rule: Values) -> Iterator[DomainError]:
    for name in CAPS:
        if rule[name] is not None and not 1 <= rule[name] <= MOST_CAP:
            yield Invalid("dispatch.number_out_of_range", field=name, least=1, most=MOST_CAP)
    day, hour = rule["cap_day"], rule["cap_hour"]
    if day is not None and hour is not None and hour > day:
        yield Invalid("dispatch.hour_above_day", field="cap_hour", day=day)


def _hours(rule: Values) -> Iterator[DomainError]:
    if rule["hours"] == Hours.OWN:
        given = rule["own_hours"] or {"spans": []}
        yield from _caught(lambda: hours.read(given, UTC, field="own_hours"))


def _fallback(rule: Values) -> Iterator[DomainError]:
    if rule["fallback"] == Fallback.WAIT and not 1 <= rule["wait_minutes"] <= LONGEST_WAIT:
        yield Invalid("dispatch.number_out_of_range", field="wait_minutes", least=1, most=LONGEST_WAIT)
    pools = rule["fallback"] == Fallback.POOL and rule["strategy"] != Strategy.POOL
    if pools and rule["pool_unit_id"] is None:
        yield Invalid("core.required", field="pool_unit_id")


def _clocks(rule: Values, policy: Values) -> Iterator[DomainError]:
    """Each number by itself, then all together as they hold for each grade."""
    faults = list(_numbers(rule)) or list(_numbers(policy))
    yield from faults or _whole(rule, policy)


def _numbers(given: Values) -> Iterator[DomainError]:
    yield from _caught(lambda: terms.checked(given["clock"], field="clock"))
    for grade, said in given["grades"].items():
        if grade not in GRADES:
            yield Invalid("dispatch.unknown_grade", field=f"grades.{grade}", known=", ".join(GRADES))
        yield from _caught(lambda said=said, grade=grade: terms.checked(said, field=f"grades.{grade}"))  # type: ignore[misc]


def _whole(rule: Values, policy: Values) -> Iterator[DomainError]:
    """Where a lead without a grade is wrong already, its grades would only repeat it."""
    held = terms.terms(policy["clock"], rule["clock"])
    faults = list(_caught(lambda: terms.check_whole(held, field="clock")))
    for grade in GRADES if not faults else ():
        held = terms.terms(
            policy["clock"], policy["grades"].get(grade), rule["clock"], rule["grades"].get(grade)
        )
        faults += _caught(lambda held=held, grade=grade: terms.check_whole(held, field=f"grades.{grade}"))  # type: ignore[misc]
    yield from faults


def asking_me(tree: Any, place: str = "condition") -> Iterator[DomainError]:
    """Conditions on whoever asks: a rule is asked by nobody."""
    if isinstance(tree, Mapping):
        if tree.get("op") in ABOUT_ME:
            yield Invalid("dispatch.nobody_asks", field=f"{place}.op")
        for name in ("all", "any", "not", "where"):
            if name in tree:
                yield from asking_me(tree[name], f"{place}.{name}")
    elif isinstance(tree, list):
        for number, part in enumerate(tree):
            yield from asking_me(part, f"{place}.{number}")
