"""Market notes: written, corrected, retired, confirmed and doubted."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import demand, fetch
from dabiao.modules.customers import queries as customers
from dabiao.modules.market import events, queries, rules
from dabiao.modules.market.enums import NoteSort, NoteState, Verdict
from dabiao.modules.market.models import Note, Opinion
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities import services as deals
from dabiao.modules.products import queries as products

EDITABLE = frozenset(
    {
        *("text", "sort", "product_id", "competitor_id", "price_minor", "source", "certainty", "heard_on"),
        "important",
    }
)


@transaction.atomic
def add_note(*, values: Mapping[str, Any], competitor: str = "", actor: Actor, now: datetime) -> Note:
    """Something heard, of a competitor (by name in any spelling; who is new joins the list) or of a product.

    `values`: fields of `Note`; `heard_on` is today and the customer that of the deal, unless told. Raises `core.required`,
    `market.about_nobody`, `market.price_of_a_price`, `market.heard_later`, `core.not_found_here`.
    """
    actor.require(queries.WRITE)
    today = local_day(now)
    given = {"heard_on": today, **{name: value for name, value in values.items() if value is not None}}
    note = Note(
        **given,
        owner_id=actor.user_id,
        unit_id=actor.unit_id,
        created_at=now,
        updated_at=now,
    )
    _check_links(note, actor)
    if competitor.strip():
        note.competitor = deals.known_competitor(competitor, actor=actor, now=now)
    _check(note, today)
    note.save()
    said = events.NoteAdded(
        note_id=note.pk,
        title=note.title,
        competitor=note.competitor.name if note.competitor else "",
        competitor_id=note.competitor_id,
        important=note.important,
    )
    record(said, *_about(note), actor=actor, now=now)
    return note


@transaction.atomic
def edit_note(
    note_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Note:
    """Correct one: by who wrote it, or whom `market.edit` lets. What it said before stays in its history. Raises as
    `add_note`, `market.retired` (409), `edit.conflict`."""
    note = _held(note_id, actor)
    _refuse_retired(note)
    applied = merge_edit(note, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        _check_links(note, actor)
        _check(note, local_day(now))
        note.updated_at = now
        note.save()
        record(events.NoteEdited(note.title, wired(applied)), *_about(note), actor=actor, now=now)
    return note


@transaction.atomic
def retire_note(note_id: int, *, reason: str, actor: Actor, now: datetime) -> Note:
    """It holds no more; it stays to be read, with the reason. A second time changes nothing."""
    note = _held(note_id, actor)
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    if note.state == NoteState.STANDING:
        note.state, note.retire_reason = NoteState.RETIRED, reason.strip()
        _save(note, now, "state", "retire_reason")
        record(events.NoteRetired(note.title, note.retire_reason), *_about(note), actor=actor, now=now)
    return note


@transaction.atomic
def revive_note(note_id: int, *, actor: Actor, now: datetime) -> Note:
    """It holds again."""
    note = _held(note_id, actor)
    if note.state == NoteState.RETIRED:
        note.state, note.retire_reason = NoteState.STANDING, ""
        _save(note, now, "state", "retire_reason")
        record(events.NoteRevived(note.title), *_about(note), actor=actor, now=now)
    return note


@transaction.atomic
def judge_note(note_id: int, *, verdict: str, actor: Actor, now: datetime) -> Note:
    """A colleague confirms or doubts it, one word each; an empty one takes it back. Raises `market.own_note`,
    `market.retired` (409), `core.not_a_choice`."""
    actor.require(queries.WRITE)
    note = fetch(queries.visible_to(actor), note_id, lock=True)
    if verdict and verdict not in Verdict.values:
        known = ", ".join(Verdict.values)
        raise Invalid("core.not_a_choice", field="verdict", value=verdict, known=known)
    if note.owner_id == actor.user_id:
        raise Forbidden("market.own_note", field="verdict")
    _refuse_retired(note)
    mine = Opinion.objects.filter(note=note, user_id=actor.person)
    before = mine.values_list("verdict", flat=True).first() or ""
    if before == verdict:
        return note
    if verdict:
        Opinion.objects.update_or_create(
            note=note, user_id=actor.person, defaults={"verdict": verdict, "at": now}
        )
    else:
        mine.delete()
    counted = Opinion.objects.filter(note=note).aggregate(
        yes=Count("pk", filter=Q(verdict=Verdict.CONFIRM)), no=Count("pk", filter=Q(verdict=Verdict.DOUBT))
    )
    note.confirms, note.doubts = counted["yes"], counted["no"]
    _save(note, now, "confirms", "doubts")
    record(events.NoteJudged(note.title, verdict), note, actor=actor, now=now)
    return note


def _held(note_id: int, actor: Actor) -> Note:
    note = fetch(queries.visible_to(actor), note_id, lock=True)
    demand(actor, queries.EDIT, note)
    return note


def _refuse_retired(note: Note) -> None:
    if note.state == NoteState.RETIRED:
        raise Conflict("market.retired", field="state", title=note.title)


def _save(note: Note, now: datetime, *names: str) -> None:
    note.version, note.updated_at = note.version + 1, now
    note.save(update_fields=[*names, "version", "updated_at"])


def _about(note: Note) -> list[Any]:
    """On the timeline of the deal, and of the customer, too."""
    more: list[Any] = []
    if note.opportunity_id is not None:
        more.append(("opportunity", note.opportunity_id))
    if note.customer_id is not None:
        more.append(("customer", note.customer_id))
    return [note, *more]


def _check_links(note: Note, actor: Actor) -> None:
    """What it names is there, and seen by who names it."""
    if note.competitor_id and not opportunities.competitors_known().filter(pk=note.competitor_id).exists():
        raise Invalid("core.not_found_here", field="competitor_id", value=note.competitor_id)
    if note.product_id and not products.known(note.product_id):
        raise Invalid("core.not_found_here", field="product_id", value=note.product_id)
    if not note._state.adding:
        return  # deal and customer stay what they were
    if note.opportunity_id is not None:
        deal = opportunities.visible_to(actor).filter(pk=note.opportunity_id).first()
        if deal is None:
            raise Invalid("core.not_found_here", field="opportunity_id", value=note.opportunity_id)
        note.customer_id = note.customer_id or deal.customer_id
    elif note.customer_id and not customers.visible_to(actor).filter(pk=note.customer_id).exists():
        raise Invalid("core.not_found_here", field="customer_id", value=note.customer_id)


def _check(note: Note, today: date) -> None:
    note.text = note.text.strip()
    note.title = rules.title_of(note.text)
    if not note.text:
        raise Invalid("core.required", field="text")
    if note.competitor_id is None and note.product_id is None:
        raise Invalid("market.about_nobody", field="competitor")
    if note.price_minor is not None and note.sort != NoteSort.PRICE:
        raise Invalid("market.price_of_a_price", field="price_minor")
    if note.heard_on > today:
        raise Invalid("market.heard_later", field="heard_on")
