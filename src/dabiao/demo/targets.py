"""What the company set out to reach: this year's targets as they were set before it began, and next year's, half talked over.

Set from what everybody had signed until then and from nothing that came later: who reaches theirs and who does not is what
happened.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.calendar import workdays_between
from dabiao.demo.staff import Staff
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org
from dabiao.modules.org import services as people
from dabiao.modules.targets import queries, services
from dabiao.modules.targets.enums import AlarmDecision, CarrierKind, Grain, NodeKind, Side
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.queries.grid import ordered
from dabiao.modules.targets.services import Wanted

LONGER = (str(Grain.QUARTER), str(Grain.YEAR))
STEP = 100_000  # 1,000 yuan
LINES = {"must": 125, "stretch": 160}  # percent of what can be expected
STANDARD = {  # a month, by level
    "S": 30_000_000,
    "A": 22_000_000,
    "B": 12_000_000,
    "C": 6_000_000,
    "D": 4_000_000,
}
RAMP = (30, 55, 75, 90)  # percent in the first months
PARTS_PER_WHOLE = (100, 105)  # the whole is that much of its parts: five percent stay as a buffer
FIXED_COST, MARGIN_BP = 32_000_000, 5_500  # a month: 320,000 yuan at 55 percent
DECISIONS = (
    (AlarmDecision.KEEP, "大单推迟到下月签，目标不变，每周过一次进度"),
    (AlarmDecision.RERESOURCE, "主管每周陪访两次，先补足本月到店演示"),
    (AlarmDecision.KEEP, "线索结构变了，话术已调整，再看一个月"),
    (AlarmDecision.RERESOURCE, "把两条行业线索改派给他，先把漏斗填起来"),
)
DECIDED = "经营会议定下的年度目标"
RESERVES = (
    "老客户增购专项",
    "联合渠道做一场会销",
    "年底续约提前谈",
    "把暂缓的商机重新过一遍",
    "从兄弟团队借一名顾问",
)
WORDS = "按去年下半年的成交和手上的客户报的"

Figures = dict[tuple[int, date], dict[str, int]]


def write(staff: Staff, end: datetime) -> None:
    """Trees for signing and for cash of this year; from October on also for signing of the next."""
    if not staff.sellers:
        return
    this = date(end.year, 1, 1)
    _lead(staff, end)
    for code, name in (("signed", "签约目标"), ("received", "回款目标")):
        _Year(staff, code, f"{this.year} 年{name}", this, end).enter()
    if end.month >= 10:
        following = date(this.year + 1, 1, 1)
        _Year(staff, "signed", f"{following.year} 年签约目标", following, end).begin()


def _lead(staff: Staff, end: datetime) -> None:
    """Somebody has to answer for the whole."""
    root = next(unit for unit in org.units() if unit["parent_id"] is None)
    if root["leader_id"] is None:
        boss = staff.people["boss"].user_id
        people.edit_unit(
            root["id"],
            changes={"leader_id": boss},
            base=None,
            version=root["version"],
            actor=staff.admin,
            now=end,
        )


@dataclass
class _Year:
    """One tree, and the hour at which it was set: some days before the year, where the company stood then."""

    staff: Staff
    code: str
    name: str
    first: date
    end: datetime

    def __post_init__(self) -> None:
        self.chance = Random(self.first.year)  # noqa: S311 - a demo, not a secret
        zone = timezone.get_default_timezone()
        asked = datetime(self.first.year - 1, 12, 18, 10, 0, tzinfo=zone)
        self.now = min(asked, self.end - timedelta(days=6))
        self.boss: Actor = self.staff.people["boss"]
        metric = next(one for one in queries.metrics(actor=self.boss) if one["code"] == self.code)
        self.tree = services.create_tree(
            name=self.name,
            metric_id=metric["id"],
            unit_id=min(unit["id"] for unit in org.units() if unit["parent_id"] is None),
            starts_on=self.first,
            grains=["quarter", "month"],
            actor=self.boss,
            now=self.now,
        )
        self.months = queries.periods_of(self.tree, Grain.MONTH)
        self.nodes = {node.pk: node for node in queries.nodes_for(self.boss).filter(tree_id=self.tree.pk)}
        self.people = [node for node in self.nodes.values() if node.kind == NodeKind.PERSON]

    def enter(self) -> None:
        """Set from the ground up, declared by everybody, broken down to the last person and month."""
        figures = self._whole(self._of_people())
        self._declare(figures, self.people)
        self._set(figures)
        for cell in self._cells(breakdowns__isnull=False).distinct().order_by("pk"):
            for division in cell.breakdowns.all():
                services.close(cell.pk, axis=division.axis, actor=self.boss, now=self.now)
        self._agree()
        self._plan_reserves()
        self.now += timedelta(hours=2)
        root = next(node for node in self.nodes.values() if node.parent_id is None)
        services.lock(
            self.tree.pk, node_id=root.pk, below=True, reason=DECIDED, actor=self.boss, now=self.now
        )
        self._beside(root)
        self._judge()
        self._carry()

    def begin(self) -> None:
        """The whole is given, most have declared theirs, nobody has agreed to anything."""
        figures = self._whole(self._of_people())
        units = {id for id, node in self.nodes.items() if node.kind == NodeKind.UNIT}
        self._set({place: lines for place, lines in figures.items() if place[0] in units})
        self._declare(figures, [node for node in self.people if self.chance.random() < 0.7])

    def _cells(self, **where: Any) -> Any:
        return queries.cells_for(self.boss).filter(tree_id=self.tree.pk, **where)

    def _agree(self) -> None:
        """Everybody says yes to what stands; for a unit, who leads it."""
        self.now += timedelta(days=1, hours=6)
        actors = {actor.user_id: actor for actor in self.staff.people.values()}
        for node in self.nodes.values():
            cells = self._cells(node=node, must__isnull=False)
            if (actor := actors.get(node.owner_id)) is not None and cells:
                answers = [services.Answer(cell.pk, cell.version) for cell in cells]
                services.accept(self.tree.pk, cells=answers, side=Side.BELOW, actor=actor, now=self.now)

    def _plan_reserves(self) -> None:
        """For every node's year something to fall back on, before its last quarter."""
        for number, cell in enumerate(self._cells(grain=Grain.YEAR).select_related("node")):
            if cell.must and cell.node.owner_id:
                services.plan_reserve(
                    cell.pk,
                    what=RESERVES[number % len(RESERVES)],
                    owner_id=cell.node.owner_id,
                    trigger_on=date(self.first.year, 9 + number % 2, 15),
                    expected=_stepped(cell.must * 6 // 100) + STEP,
                    actor=self.boss,
                    now=self.now,
                )

    def _judge(self) -> None:
        """Month after month what was missed calls for a decision; of the last two nobody has decided yet."""
        actors = {actor.user_id: actor for actor in self.staff.people.values()}
        opened = []
        for month in self.months:
            morning = datetime.combine(month.last + timedelta(days=1), time(8), tzinfo=self.now.tzinfo)
            if morning < self.end:
                opened += [(morning, one) for one in self._alarms(morning)]
        for number, (morning, alarm) in enumerate(opened[:-2]):
            decision, reason = DECISIONS[number % len(DECISIONS)]
            services.decide(
                alarm.pk,
                decision=decision,
                reason=reason,
                actor=actors.get(alarm.owner_id, self.boss),
                now=morning + timedelta(days=1, hours=3),
            )

    def _carry(self) -> None:
        """Of this month and the next: which open deals are to bring it."""
        actors = {actor.user_id: actor for actor in self.staff.people.values()}
        today = self.end.date()
        for cell in self._cells(grain=Grain.MONTH, node__kind=NodeKind.PERSON, ends_on__gte=today).order_by(
            "starts_on", "pk"
        ):
            if cell.starts_on > today + timedelta(days=31) or cell.node.owner_id not in actors:
                continue
            deals = opportunities.expected_between(
                max(cell.starts_on, today), cell.ends_on, owner_id=cell.node.owner_id
            )
            lines = [services.Carrying(kind=CarrierKind.OPPORTUNITY, ref_id=one.id) for one in deals[:4]]
            if lines:
                services.carry(
                    cell.pk,
                    lines=lines,
                    actor=actors[cell.node.owner_id],
                    now=self.end - timedelta(days=2, hours=5),
                )

    def _alarms(self, morning: datetime) -> Any:
        return services.judge_ended(self.tree.pk, actor=SYSTEM, now=morning)

    def _beside(self, root: Any) -> None:
        """Where the company begins to earn, and what the board was told: beside the target, never in it."""
        for month in self.months:
            figures = {"fixed_cost": FIXED_COST, "margin_bp": MARGIN_BP, "budget": None}
            services.set_beside(
                self.tree.pk,
                node_id=root.pk,
                grain=Grain.MONTH,
                starts_on=month.first,
                values=figures,
                actor=self.boss,
                now=self.now,
            )

    def _of_people(self) -> Figures:
        """Half what somebody did in the six months before, half what is expected of their level; newcomers by level alone."""
        careers = org.careers_of({node.owner_id for node in self.people if node.owner_id})
        known = queries.before(self.tree, 6)
        before = attained(self.tree, self.people, [known], at=self.now.date())
        figures: Figures = {}
        for node in self.people:
            done = before.get((node.pk, known.first), 0) // 6
            career = careers[node.owner_id or 0]
            standard = STANDARD[career["level"]]
            expected = (done + standard) // 2 if career["hired_on"] < known.first else standard
            for month in self.months:
                share = self._share(month) * _ramp(career["hired_on"], month)
                if share:
                    figures[node.pk, month.first] = {
                        line: max(_stepped(expected * percent * share // 1_000_000), STEP)
                        for line, percent in LINES.items()
                    }
        return figures

    def _share(self, month: queries.Period) -> int:
        """A month's part of the year in percent of an even one: by its working days."""
        days = [workdays_between(one.first, one.last) for one in self.months]
        return 100 * 12 * workdays_between(month.first, month.last) // sum(days)

    def _whole(self, figures: Figures) -> Figures:
        """The units' months from those below them, lowest first."""
        whole = dict(figures)
        below: dict[int | None, list[int]] = defaultdict(list)
        for node in self.nodes.values():
            below[node.parent_id].append(node.pk)
        for id in reversed([node.pk for node, _ in ordered(self.nodes.values())]):
            if self.nodes[id].kind == NodeKind.UNIT:
                for month in self.months:
                    parts = [whole[one, month.first] for one in below[id] if (one, month.first) in whole]
                    if parts:
                        whole[id, month.first] = {
                            line: _stepped(
                                sum(one[line] for one in parts) * PARTS_PER_WHOLE[0] // PARTS_PER_WHOLE[1]
                            )
                            for line in LINES
                        }
        return whole

    def _set(self, figures: Figures) -> None:
        cells = [Wanted(id, grain, first, lines) for id, grain, first, lines in self._all_grains(figures)]
        services.set_targets(self.tree.pk, cells=cells, actor=self.boss, now=self.now)

    def _all_grains(self, figures: Figures) -> Iterator[tuple[int, str, date, Mapping[str, int | None]]]:
        longer_ones = {grain: queries.periods_of(self.tree, grain) for grain in LONGER}
        sums: dict[tuple[int, str, date], dict[str, int]] = defaultdict(lambda: dict.fromkeys(LINES, 0))
        for (id, first), lines in figures.items():
            yield id, str(Grain.MONTH), first, dict(lines)
            for grain in LONGER:
                whole = next(one for one in longer_ones[grain] if first in one)
                longer = sums[id, grain, whole.first]
                for line, figure in lines.items():
                    longer[line] += figure
        for (id, grain, first), summed in sums.items():
            yield id, grain, first, dict(summed)

    def _declare(self, figures: Figures, people: list[Any]) -> None:
        """A little less than they are asked for, some a little more."""
        actors = {actor.user_id: actor for actor in self.staff.people.values()}
        for node in people:
            if (actor := actors.get(node.owner_id)) is None:
                continue
            bold = self.chance.randint(84, 108)
            cells = [
                Wanted(node.pk, Grain.MONTH, first, _declared(lines, bold))
                for (id, first), lines in figures.items()
                if id == node.pk
            ]
            services.declare(
                self.tree.pk, cells=cells, words=WORDS, actor=actor, now=self.now + timedelta(hours=bold - 80)
            )


def _declared(lines: Mapping[str, Any], percent: int) -> dict[str, int | None]:
    return {f"declared_{line}": _stepped(figure * percent // 100) for line, figure in lines.items()}


def _ramp(hired_on: date, month: queries.Period) -> int:
    """What somebody can in this month, in percent; nothing before they came."""
    months = (month.first.year - hired_on.year) * 12 + month.first.month - hired_on.month
    if months < 0:
        return 0
    return RAMP[months] if months < len(RAMP) else 100


def _stepped(figure: int) -> int:
    return figure // STEP * STEP
