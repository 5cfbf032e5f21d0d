"""What a pipeline must keep to, whoever designs it (F2), and what changed from one design to the next."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.rules.stages import FEWEST_CRITERIA, MOST_CRITERIA, MOST_OPEN_STAGES

MOST_STAGES = 20  # open ones, with a written reason
MOST_PIPELINES = 30
GUIDE = ("buyer_step", "key_person", "sop", "tools", "talk_tracks")
CONDITIONS = ("product_ids", "industries", "customer_kinds")
PLAIN = ("name", "mode", "active", "is_default", *CONDITIONS, "reason")


class CriterionPlan(NamedTuple):
    """A criterion as it is to be; a new one has no id."""

    id: int | None
    name: str
    hint: str = ""


class StagePlan(NamedTuple):
    """A stage as it is to be; a new one has no id."""

    id: int | None
    name: str
    percent: int
    kind: str = StageKind.OPEN
    buyer_step: str = ""
    key_person: str = ""
    sop: str = ""
    tools: str = ""
    talk_tracks: str = ""
    criteria: tuple[CriterionPlan, ...] = ()


class Design(NamedTuple):
    """A pipeline as it is to be, with its stages in order: what is not among them is retired."""

    name: str
    mode: str
    stages: tuple[StagePlan, ...]
    active: bool = False
    is_default: bool = False
    product_ids: tuple[int, ...] = ()
    industries: tuple[str, ...] = ()
    customer_kinds: tuple[str, ...] = ()
    reason: str = ""

    @property
    def open_stages(self) -> tuple[StagePlan, ...]:
        return tuple(stage for stage in self.stages if stage.kind == StageKind.OPEN)


def check_design(design: Design) -> None:
    """Raises everything that is wrong with it, each with its field: `opportunities.too_many_stages`,
    `opportunities.percent_not_rising`, `opportunities.criteria_count`, …"""
    found = list(problems(design))
    if len(found) == 1:
        raise found[0]
    if found:
        raise Many(found)


def problems(design: Design) -> Iterator[DomainError]:
    """What is wrong with it, from the top down."""
    if not design.name.strip():
        yield Invalid("core.required", field="name")
    if design.is_default and not design.active:
        yield Invalid("opportunities.default_is_active", field="active")
    open_ones = len(design.open_stages)
    if open_ones == 0:
        yield Invalid("opportunities.no_open_stage", field="stages")
    if open_ones > MOST_OPEN_STAGES and not design.reason.strip():
        yield Invalid("opportunities.too_many_stages", field="reason", limit=MOST_OPEN_STAGES)
    if open_ones > MOST_STAGES:
        yield Invalid("opportunities.far_too_many_stages", field="stages", limit=MOST_STAGES)
    for kind in (StageKind.WON, StageKind.LOST):
        if sum(stage.kind == kind for stage in design.stages) != 1:
            yield Invalid(f"opportunities.{kind}_once", field="stages")
    yield from _percents(design.stages)
    yield from _names([stage.name for stage in design.stages], "stages")
    for place, stage in enumerate(design.stages):
        yield from _criteria(stage, place, design.active)


def _percents(stages: Iterable[StagePlan]) -> Iterator[DomainError]:
    before = 0
    for place, stage in enumerate(stages):
        field = f"stages.{place}.percent"
        if stage.kind == StageKind.OPEN:
            if not 1 <= stage.percent <= 99:
                yield Invalid("opportunities.percent_out_of_range", field=field)
            elif stage.percent <= before:
                yield Invalid("opportunities.percent_not_rising", field=field, before=before)
            before = max(before, stage.percent)
        elif stage.percent != (100 if stage.kind == StageKind.WON else 0):
            yield Invalid("opportunities.percent_of_end", field=field)


def _names(names: Collection[str], place: str) -> Iterator[DomainError]:
    """Each has one, and no other has the same, whatever the case."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        key = name.strip().casefold()
        if not key:
            yield Invalid("core.required", field=f"{place}.{number}.name")
        elif key in seen:
            yield Invalid("opportunities.name_twice", field=f"{place}.{number}.name", name=name.strip())
        seen.add(key)


def _criteria(stage: StagePlan, place: int, active: bool) -> Iterator[DomainError]:
    """Three to five where deals go; a draft may have fewer, and an end none at all."""
    count, field = len(stage.criteria), f"stages.{place}.criteria"
    if stage.kind != StageKind.OPEN:
        if count:
            yield Invalid("opportunities.end_has_no_criteria", field=field)
        return
    if count > MOST_CRITERIA or (active and count < FEWEST_CRITERIA):
        limits = {"least": FEWEST_CRITERIA, "most": MOST_CRITERIA, "count": count}
        yield Invalid("opportunities.criteria_count", field=field, name=stage.name, **limits)
    yield from _names([one.name for one in stage.criteria], field)


class Way(NamedTuple):
    """A pipeline as a new deal looks at it."""

    id: int
    product_ids: Collection[int]
    industries: Collection[str]
    customer_kinds: Collection[str]


def way_of(
    ways: Iterable[Way], *, industry: str, customer_kind: str, product_ids: Collection[int]
) -> int | None:
    """The first of the ways, all of whose conditions are met; one without any is nobody's by itself. None: the default."""
    for way in ways:
        met = [
            not way.product_ids or not set(way.product_ids).isdisjoint(product_ids),
            not way.industries or industry.strip().casefold() in {one.casefold() for one in way.industries},
            not way.customer_kinds or customer_kind in way.customer_kinds,
        ]
        if all(met) and (way.product_ids or way.industries or way.customer_kinds):
            return way.id
    return None


def changes_between(before: Design, after: Design) -> dict[str, list[Any]]:
    """Field → [before, after] in words, as a timeline tells it: `stages`, `criteria` and `guide` only where they differ."""
    found = {
        name: [_plain(getattr(before, name)), _plain(getattr(after, name))]
        for name in PLAIN
        if getattr(before, name) != getattr(after, name)
    }
    old, new = {one.id: one for one in before.stages}, {one.id: one for one in after.stages}
    whole = [_stages(before), _stages(after)]
    if whole[0] != whole[1]:
        found["stages"] = whole
    asked = [
        (old.get(stage.id), stage) for stage in after.stages if _asked(old.get(stage.id)) != _asked(stage)
    ]
    if asked:
        found["criteria"] = ["；".join(filter(None, map(_asked, side))) for side in zip(*asked, strict=True)]
    guided = [one.name for id, one in new.items() if id in old and _guide(old[id]) != _guide(one)]
    if guided:
        found["guide"] = ["", "、".join(guided)]
    return found


def _plain(value: Any) -> Any:
    return "、".join(map(str, value)) if isinstance(value, tuple) else value


def _stages(design: Design) -> str:
    return " → ".join(f"{stage.name} {stage.percent}%" for stage in design.stages)


def _asked(stage: StagePlan | None) -> str:
    if stage is None or not stage.criteria:
        return ""
    return f"{stage.name}：" + "、".join(
        f"{one.name}（{one.hint}）" if one.hint else one.name for one in stage.criteria
    )


def _guide(stage: StagePlan) -> Mapping[str, str]:
    return {name: getattr(stage, name) for name in GUIDE}
