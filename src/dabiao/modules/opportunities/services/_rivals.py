"""What a deal says of its competitors is kept from their rows, by whatever writes these."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.events.services import record
from dabiao.core.locking import Changes
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import Competitor, CompetitorAlias, Opportunity, Rival

KEPT = ("competitor", "competitor_count")


def hold_competitors(*, alone: bool = False) -> None:
    """Before any deal is locked, by whoever names competitors in one; `alone` by who renames or merges them, in all deals at
    once: that the two never wait for one another, names come first, then deals by number, then their rows."""
    hold_name("competitors", shared=not alone)


def called(key: str) -> QuerySet[Competitor]:
    """Whose name or other name this is: at most one."""
    aliases = CompetitorAlias.objects.filter(key=key).values("competitor_id")
    return Competitor.objects.filter(Q(key=key) | Q(pk__in=aliases))


def known(name: str, *, actor: Actor, now: datetime) -> Competitor:
    """The competitor of this name, in whatever spelling, or of which it is another name; who is new joins the list. Raises
    `core.required`."""
    key = rules.competitor_key(name)
    hold_name(f"competitor {key}")  # two who type it at once
    found = called(key).first()
    if found is None:
        found = Competitor.objects.create(name=name.strip(), key=key, created_at=now, updated_at=now)
        record(events.CompetitorAdded(name=found.name), found, actor=actor, now=now)
    return found


def enter(
    opportunity: Opportunity, competitor: Competitor, *, threat: str, note: str, actor: Actor, now: datetime
) -> Rival:
    """A row of its own; the deal says so once `retell` has been asked."""
    return Rival.objects.create(
        opportunity=opportunity,
        competitor=competitor,
        threat=threat,
        note=note,
        entered_by_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )


def retell(opportunity: Opportunity) -> Changes:
    """Put names and count of a locked deal in order, without saving; returns what changed. Raises
    `opportunities.too_many_rivals`."""
    rows = Rival.objects.filter(opportunity=opportunity).order_by("pk")
    names = list(rows.values_list("competitor__name", flat=True))
    count = len(names) + opportunity.unnamed_rivals
    rules.check_rivals(count)
    told = {"competitor": rules.NAMES_BETWEEN.join(names), "competitor_count": count}
    applied = {name: (getattr(opportunity, name), value) for name, value in told.items()}
    for name, value in told.items():
        setattr(opportunity, name, value)
    return {name: pair for name, pair in applied.items() if pair[0] != pair[1]}


def enter_all(opportunity: Opportunity, names: Iterable[str], *, actor: Actor, now: datetime) -> None:
    """Those named when a deal is opened, each once; the names are held in one order, whoever gives them."""
    named = list(names)
    if named:
        hold_competitors()
    found = {name: known(name, actor=actor, now=now) for name in sorted(named, key=rules.competitor_key)}
    competitors = {one.pk: one for one in map(found.__getitem__, named)}
    for one in competitors.values():
        enter(opportunity, one, threat="unknown", note="", actor=actor, now=now)
    if competitors:
        retell(opportunity)
        opportunity.save(update_fields=KEPT)
