"""Many opportunities changed, moved or given away at once, and taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from dabiao.core.actor import Actor
from dabiao.core.bulk.batches import Base, BulkBatch, BulkUndo
from dabiao.core.bulk.kinds import BulkKind
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.audience import Subject
from dabiao.core.events.services import Entry
from dabiao.core.scoping import demand
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.enums import StageKind, WinCause
from dabiao.modules.opportunities.models import Opportunity, Pipeline, Rival, Stage
from dabiao.modules.opportunities.services import _history, _rivals
from dabiao.modules.opportunities.services._counting import recount_many
from dabiao.modules.opportunities.services._holding import check_reach
from dabiao.modules.opportunities.services._weighing import weigh_reopened
from dabiao.modules.opportunities.services.editing import EDITABLE
from dabiao.modules.org import queries as org

OWNED = ("owner_id", "unit_id")
# what the edits of a deal remember goes back with what they changed
WIN_DATE = ("expected_win_on", "pushes")
EVIDENCED = (
    "evidenced_stage_id",
    "recorded_stage_id",
    "proof_count",
)  # what is proved in one pipeline counts in no other
STAGED = ("stage_id", "stage_entered_at", "closed_at", "lost_reason", "lost_to_id")


class OpportunityBulk(BulkBatch):
    """`reason` says why the stage was moved; losing needs one."""

    kind, model = "opportunity", Opportunity
    settable = EDITABLE - {
        "name",
        "amount_minor",
        "currency",
        "unnamed_rivals",
        "budget_minor",
        "amount_from_items",
    }
    moved = frozenset({*OWNED, *STAGED, "pushes"})
    holder_of, names_of = staticmethod(org.holder), staticmethod(org.names_of)

    def __init__(
        self,
        bases: Mapping[int, Base],
        values: Mapping[str, Any],
        *,
        run: BulkEdit,
        actor: Actor,
        now: datetime,
    ) -> None:
        self.reason = str(values.get("reason", "")).strip()
        super().__init__(bases, values, run=run, actor=actor, now=now)
        self.stages = Stage.objects.in_bulk()  # a pipeline has at most a dozen
        self.modes = dict(Pipeline.objects.values_list("pk", "mode"))
        self.stage = self._asked(values.get("stage_id"))
        self.staged: list[Opportunity] = []
        self.turned: list[Opportunity] = []  # those that ended, and those that are open again

    def check_holder(self, holder: org.Holder, actor: Actor) -> None:
        check_reach(holder, actor)

    def _asked(self, id: int | None) -> Stage | None:
        if id is None:
            return None
        if id not in self.stages:
            raise Invalid("core.not_found_here", field="stage_id", value=id)
        if not self.stages[id].active:
            raise Invalid("opportunities.stage_retired", field="stage_id")
        rules.check_reason(self.stages[id].kind, self.reason)
        return self.stages[id]

    def change(self, record: Opportunity, values: Mapping[str, Any]) -> None:
        expected = record.expected_win_on
        super().change(record, values)
        record.pushes = rules.pushes_after(record.pushes, expected, record.expected_win_on)

    def more(self, record: Opportunity) -> None:
        rules.check_facts({name: value for name, value in self.values.items() if name in self.settable})
        self.give(record)
        if self.stage is not None:
            demand(self.actor, "opportunity.move", record)
            self._move(record, self.stage)

    def _move(self, opportunity: Opportunity, stage: Stage) -> None:
        if stage.pipeline_id != opportunity.pipeline_id:
            raise Invalid("opportunities.other_pipeline", field="stage_id")
        if opportunity.stage_id == stage.pk:
            return
        rules.check_mode(
            self.modes[opportunity.pipeline_id], self.stages[opportunity.stage_id].kind, stage.kind
        )
        # a clock that went back does not turn time round
        at = max(self.now, opportunity.stage_entered_at)
        opportunity.stage_id, opportunity.stage_entered_at = stage.pk, at
        opportunity.closed_at = None if stage.is_open else at
        opportunity.lost_reason = self.reason if stage.kind == StageKind.LOST else ""
        opportunity.lost_to_id = None
        if not stage.is_open:
            opportunity.next_contact_at = None

    def note(self, record: Opportunity, changes: dict[str, list[Any]]) -> None:
        about: list[Subject] = [record, ("customer", record.customer_id)]
        said = self.edited(changes)
        if "stage_id" in changes:
            said.pop("next_contact_at", None)  # the end of a deal ends its plan
        if said:
            fact = events.OpportunityEdited(
                name=record.name, changes=said, bulk_id=self.run.pk, currency=record.currency
            )
            self.entries.append(Entry(fact, about))
        if "owner_id" in changes:
            given = events.OpportunityAssigned(name=record.name, **self.handing(record, changes))
            self.entries.append(Entry(given, about, [self.held_before(record, changes)]))
        if "stage_id" in changes:
            self._note_move(record, self.stages[changes["stage_id"][0]])

    def _note_move(self, opportunity: Opportunity, former: Stage) -> None:
        opportunity.stage = self.stages[opportunity.stage_id]
        self.staged.append(opportunity)
        if former.is_open != opportunity.stage.is_open:
            self.turned.append(opportunity)
        fact = _history.fact_of(opportunity, former, WinCause.MOVED, self.reason)
        told = replace(fact, bulk_id=self.run.pk)  # type: ignore[type-var]  # each of the three has one
        self.entries.append(Entry(told, [opportunity, ("customer", opportunity.customer_id)]))

    def finish(self, *, but: Any = ()) -> None:
        _history.enter_many(self.staged, self.actor)
        recount_many({one.customer_id for one in self.turned}, self.actor, self.now)
        super().finish(but=but)
        weigh_reopened(one for one in self.turned if one.closed_at is None)


class OpportunityBulkUndo(BulkUndo):
    kind, model = "opportunity", Opportunity
    groups = (OWNED, STAGED, WIN_DATE)
    alone: ClassVar = {
        "assign": OWNED,
        "move": (*STAGED, *_rivals.KEPT, "next_contact_at", "pipeline_id", *EVIDENCED),
    }
    working = staticmethod(org.working)

    def __init__(self, run: BulkEdit, *, actor: Actor, now: datetime) -> None:
        super().__init__(run, actor=actor, now=now)
        self.staged: list[Opportunity] = []
        self.turned: list[Opportunity] = []  # those that ended, and those that are open again
        self.retired = set(Stage.objects.filter(active=False).values_list("pk", flat=True))

    def check(self, record: Opportunity, done: Mapping[str, tuple[Any, Any]]) -> None:
        if "stage_id" in done and record.stage_id in self.retired:
            raise Conflict("opportunities.stage_retired", field="stage_id")

    def entry(self, record: Opportunity, changes: dict[str, list[Any]]) -> Entry:
        if "stage_id" in changes:
            self.staged.append(record)
            if "closed_at" in changes:
                self.turned.append(record)
        if "competitor_count" in changes:  # whom it was lost to had not been known in this deal before
            Rival.objects.filter(opportunity=record, competitor_id=changes["lost_to_id"][0]).delete()
        fact = events.OpportunityPutBack(
            name=record.name, changes=changes, bulk_id=self.run.pk, currency=record.currency
        )
        return Entry(fact, [record, ("customer", record.customer_id)])

    def finish(self, *, but: Any = ()) -> None:
        _history.take_back(self.staged)
        recount_many({one.customer_id for one in self.turned}, self.actor, self.now)
        super().finish(but=but)
        weigh_reopened(one for one in self.turned if one.closed_at is None)


OPPORTUNITY_BULK = BulkKind(
    "opportunity",
    OpportunityBulk,
    OpportunityBulkUndo,
    {"owner_id": "opportunity.assign", "stage_id": "opportunity.move", "reason": "opportunity.move"},
)
