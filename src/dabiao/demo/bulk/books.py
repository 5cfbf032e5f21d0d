"""The tables of a company in memory: rows with their ids, events with their audience, keys with their holders."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.apps import apps
from django.db.models import Model
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.events.audience import Holder, Subject, audience_of, subject_key
from dabiao.core.events.facts import Fact
from dabiao.core.events.handlers import receivers_of
from dabiao.core.events.models import Delivery, Event, EventSubject
from dabiao.core.identity.keys import Key
from dabiao.core.identity.models import IdentityKey
from dabiao.demo.bulk.marks import Marks
from dabiao.modules.activities.models import Activity
from dabiao.modules.contracts import rules
from dabiao.modules.contracts.models import NumberSeries
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Competitor, Opportunity, Stage, StageEntry
from dabiao.modules.org.models import Tag
from dabiao.modules.products.models import Product

if TYPE_CHECKING:
    from dabiao.demo.bulk.money import Account

M = TypeVar("M", bound=Model)


class EventRow(NamedTuple):
    """A row of `Event`, without what Django does for each of its objects; the most of all rows are these."""

    id: int
    kind: str
    at: datetime
    actor_id: int | None
    actor_name: str
    via: str
    address: str
    data: dict[str, Any]
    audience: list[dict[str, Any]]


class SubjectRow(NamedTuple):
    event_id: int
    kind: str
    object_id: int


@dataclass
class Books:
    """`people` are actors by login. Deliveries are kept of events since `deliver_since`, None: of all."""

    people: Mapping[str, Actor]
    marks: Marks
    deliver_since: datetime | None = None
    zone: tzinfo = field(default_factory=get_default_timezone)
    rows: dict[type[Model], dict[int, Any]] = field(default_factory=dict)
    events: list["EventRow"] = field(default_factory=list)
    subjects: list["SubjectRow"] = field(default_factory=list)
    held: dict[tuple[str, int], frozenset[Key]] = field(default_factory=dict)
    # rows by the numbers of the simulation; a customer by that of its lead, a contract by that of its deal
    leads: dict[int, Lead] = field(default_factory=dict)
    persons: dict[int, frozenset[Key]] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)
    deals: dict[int, Opportunity] = field(default_factory=dict)
    rivals: dict[int, list[str]] = field(default_factory=dict)  # of a deal, by name
    stays: dict[int, StageEntry] = field(default_factory=dict)
    contracts: dict[int, "Account"] = field(default_factory=dict)
    spoken: dict[int, list[Activity]] = field(default_factory=dict)  # contacts with a lead
    series: dict[str, NumberSeries] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=lambda: list(Stage.objects.order_by("position")))
    competitors: dict[str, int] = field(
        default_factory=lambda: dict(Competitor.objects.values_list("name", "pk"))
    )
    tags: dict[str, int] = field(default_factory=lambda: dict(Tag.objects.values_list("name", "pk")))
    opened: Counter[int] = field(default_factory=Counter)  # by person: deals opened to them
    products: dict[str, int] = field(default_factory=lambda: dict(Product.objects.values_list("code", "pk")))
    _ids: dict[type[Model], Iterator[int]] = field(default_factory=dict)

    def new(self, model: type[M], **values: Any) -> M:
        """A row with the next id."""
        made = model(pk=self.next_id(model), **values)
        self.rows.setdefault(model, {})[made.pk] = made
        return made

    def next_id(self, model: type[Model]) -> int:
        if model not in self._ids:
            last = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
            self._ids[model] = count((last or 0) + 1)
        return self.marks.id(next(self._ids[model]))

    def drop(self, row: Model) -> None:
        del self.rows[type(row)][row.pk]

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def stage_of(self, kind: str) -> Stage:
        return next(stage for stage in self.stages if stage.kind == kind)

    def number(self, day: date) -> str:
        """The month's next number of a contract."""
        month = f"{day:%Y%m}"
        series = self.series.setdefault(month, NumberSeries(month=month, last=0))
        series.last += 1
        return self.marks.number(rules.number(month, series.last))

    # -- events

    def record(
        self,
        fact: Fact,
        *subjects: Subject,
        actor: Actor,
        now: datetime,
        previous: Sequence[Holder | None] = (),
    ) -> None:
        id, audience = self.next_id(Event), audience_of(subjects, previous)
        by = (actor.user_id, actor.name[:80], actor.via, actor.address[:64])
        self.events.append(EventRow(id, fact.kind, now, *by, fact.to_data(), audience))
        self.subjects += [SubjectRow(id, *key) for key in dict.fromkeys(map(subject_key, subjects))]
        if self.deliver_since is None or now >= self.deliver_since:
            for handler in receivers_of(fact):
                self.new(Delivery, event_id=id, event_kind=fact.kind, handler=handler)

    # -- keys

    def hold(self, kind: str, id: int, keys: Collection[Key]) -> None:
        """Exactly these keys; that nobody else has them is for the simulation to see to, and for the database to check."""
        self.held[kind, id] = frozenset(keys)

    def release(self, kind: str, id: int) -> None:
        del self.held[kind, id]

    # -- what is to be written

    def tables(self) -> Iterator[tuple[type[Model], list[Any]]]:
        """Every table with its new rows, referred to before referring; rows in the order of their ids."""
        rows = {model: list(kept.values()) for model, kept in self.rows.items()}
        rows |= {Event: self.events, EventSubject: self.subjects}
        rows[IdentityKey] = [
            self.new(IdentityKey, kind=key.kind, value=self.marks.key(key), holder_kind=kind, holder_id=id)
            for (kind, id), keys in self.held.items()
            for key in sorted(keys)
        ]
        rows[NumberSeries] = list(self.series.values())
        order = {model: place for place, model in enumerate(apps.get_models())}
        yield from sorted(rows.items(), key=lambda one: order[one[0]])
