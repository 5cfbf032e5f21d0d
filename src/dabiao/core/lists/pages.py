"""One page of records on the fast path: `values_list`, timestamps rendered by the database, masking, nothing else."""

from array import array
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.fields import definitions
from dabiao.core.kept import Given
from dabiao.core.lists import keyset
from dabiao.core.lists.compiled import Like, row_of, rows_of
from dabiao.core.lists.custom import check_known
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.known import Known, rows_of_known
from dabiao.core.lists.order import Order, order_of
from dabiao.core.lists.spec import ListSpec
from dabiao.core.lists.where import bounded, conditioned
from dabiao.core.masking import masked
from dabiao.core.scoping import Condition, covers
from dabiao.core.search.narrowing import Found

Row = dict[str, Any]


def page(
    queryset: QuerySet[Any],
    spec: ListSpec,
    asked: PageRequest,
    *,
    actor: Actor,
    ways: Sequence[Condition] = (),
    question: Hashable = None,
    like: Like | None = None,
) -> dict[str, Any]:
    """`{items, next, count, count_capped}`. `queryset` is already narrowed to what the actor may see, but for `ways`.

    `ways`, if any, are the ways the actor comes to see a row, as in `rows_of`; what passes none of them is not seen.
    A `question`, as `question_of` makes it, names all that both follow from; with places for ids where `like`, of `of_any`,
    stands for `queryset`.
    """
    order = order_of(spec, asked.sort)
    check_known(spec.kind, asked.fields)
    limit = max(1, min(asked.limit, keyset.LARGEST_PAGE))
    with bounded(asked):
        found = _found(queryset, spec, asked, actor)
        try:
            at_once = found.dense and order.is_newest_first and not ways
            known = None if at_once else rows_of_known(found, spec, order, asked, limit=limit + 1, ways=ways)
            found = found if known or at_once else found.widened()
            if asked.cursor or asked.q.strip() or asked.where is not None:
                question = None
            like = like if question and not ways else None
            rows = known.rows if known else _rows(found, spec, order, asked, limit + 1, ways, question, like)
        except (ValidationError, ValueError) as error:
            raise Invalid("lists.bad_cursor", field="cursor") from error
        more = len(rows) > limit
        rows = rows[:limit]
        count, capped = None, False
        if asked.count:  # when all of them are on this page, there is nothing to look for a second time
            whole = not more and not asked.cursor
            count, capped = (len(rows), False) if whole else _counted(found, asked, known, ways)
    return {
        "items": shown((row[2:] for row in rows), spec, actor, asked.fields),
        "next": keyset.cursor_of(rows[-1][0], rows[-1][1]) if more else None,
        "count": count,
        "count_capped": capped,
    }


def of_any(
    filters: Mapping[str, Any], chosen: Callable[[Mapping[str, Any]], QuerySet[Any]], *names: str
) -> tuple[Mapping[str, Any], Like]:
    """The filters with places for the ids under these names, and what is chosen by them: one statement for all such ids."""
    given = {name: filters[name] for name in names if name in filters}
    places = {**filters, **{name: Given(name, BigIntegerField()) for name in given}}
    return places, Like(lambda: chosen(places), given)


def question_of(plain: Collection[str], filters: Mapping[str, Any], *reads: Hashable) -> Hashable:
    """The question of a list under these filters, None where it is asked too seldom to be kept: when it has other filters
    than `plain` ones, whose condition follows from their one value alone. `reads`: the rights that it rests on."""
    return (*reads, *sorted(filters.items())) if filters.keys() <= set(plain) else None


def _rows(
    found: Found,
    spec: ListSpec,
    order: Order,
    asked: PageRequest,
    limit: int,
    ways: Sequence[Condition],
    question: Hashable,
    like: Like | None,
) -> list[Any]:
    fields = bool(asked.fields)
    if not order.sort.custom:
        behind = keyset.after(found.rows, order, asked.cursor)
        return rows_of(
            behind, spec, order, limit=limit, ways=ways, fields=fields, question=question, like=like
        )
    _check_short(found.among(reduce(or_, ways)) if ways else found, order)
    both = [way & side for way in ways or [Q()] for side in keyset.sides(order, asked.cursor)]
    return rows_of(found.rows, spec, order, limit=limit, ways=both, fields=fields)


def _check_short(found: Found, order: Order) -> None:
    """Raises `lists.too_many_to_sort`: without an index all rows would have to be read for each page."""
    most = order.sort.most
    if most is not None and found.probe_count(most + 1) > most:
        raise Invalid("lists.too_many_to_sort", field="sort", limit=most)


def _counted(
    found: Found, asked: PageRequest, known: Known | None, ways: Sequence[Condition]
) -> tuple[int, bool]:
    cap = keyset.FOUND_CAP if asked.q.strip() else keyset.COUNT_CAP
    if known and (known.all or known.at_least > cap):
        return min(known.at_least, cap), known.at_least > cap
    return keyset.capped_count(found.among(reduce(or_, ways)) if ways else found, cap)


def one(queryset: QuerySet[Any], spec: ListSpec, id: int, *, actor: Actor, question: Hashable = None) -> Row:
    """The record of that id among `queryset`, which follows from the `question` where there is one. Raises `core.not_found`."""
    row = row_of(queryset, spec, order_of(spec, ""), id, fields=spec.fields, question=question)
    if row is None:
        raise NotFound("core.not_found", kind=spec.kind, id=id)
    return shown([row[2:]], spec, actor, None if spec.fields else ())[0]


def ids_of(queryset: QuerySet[Any], spec: ListSpec, asked: PageRequest, *, actor: Actor) -> "array[int]":
    """The ids of all rows of the list in its order, however many: eight bytes each. Raises as `page` does."""
    found, order = _whole(queryset, spec, asked, actor)
    in_order = found.rows.order_by(*order.keys).values_list("pk", flat=True)
    return array("q", in_order.iterator(chunk_size=10_000))


def count(queryset: QuerySet[Any], spec: ListSpec, asked: PageRequest, *, actor: Actor) -> int:
    """All rows of the list, however many, without a cap on counting. Raises as `page` does."""
    with bounded(asked):
        return _whole(queryset, spec, asked, actor)[0].rows.order_by().count()


def _whole(queryset: QuerySet[Any], spec: ListSpec, asked: PageRequest, actor: Actor) -> tuple[Found, Order]:
    order = order_of(spec, asked.sort)
    found = _found(queryset, spec, asked, actor).widened()
    _check_short(found, order)
    return found, order


def whole_rows(
    queryset: QuerySet[Any], spec: ListSpec, ids: Sequence[int], *, actors: Sequence[Actor]
) -> list[Row]:
    """The rows of these ids that are among `queryset`, in the order of `ids`; masked unless all actors may read them."""
    more = ("fields",) if spec.fields else ()
    names = (*spec.names(), *more)
    values = queryset.filter(pk__in=ids).order_by().values_list("pk", *spec.expressions(), *more)
    found = {id: dict(zip(names, rest, strict=True)) for id, *rest in values}
    hide = masker(spec, *actors)
    return [hide(found[id]) for id in ids if id in found]


def _found(queryset: QuerySet[Any], spec: ListSpec, asked: PageRequest, actor: Actor) -> Found:
    """What passes the condition and answers to the text."""
    return keyset.narrowed(conditioned(queryset, spec, asked, actor=actor), spec, asked, actor=actor)


def shown(rows: Any, spec: ListSpec, actor: Actor, fields: Sequence[str] | None = ()) -> list[Row]:
    """`fields` are the keys of the custom fields to show, None for all in use; rows then have them as their last value."""
    names = spec.names()
    if fields == ():
        dicts = [dict(zip(names, values, strict=True)) for values in rows]
        if spec.fields:
            for row in dicts:
                row["fields"] = {}
    else:
        dicts = [dict(zip((*names, "fields"), values, strict=True)) for values in rows]
        for row in dicts:
            row["fields"] = definitions.shown(spec.kind, row["fields"], fields)
    if not spec.sensitive or actor.scope(f"{spec.rights}.read_phone") is Scope.ALL:
        return dicts
    hide = masker(spec, actor)
    return [hide(row) for row in dicts]


def masker(spec: ListSpec, *actors: Actor) -> Any:
    """A function that masks phones and addresses of a row, in place, unless all of them may read them there."""
    permission = f"{spec.rights}.read_phone"

    def hide(row: Row) -> Row:
        place = {"id": row[spec.holder], "owner_id": row.get("owner_id"), "unit_id": row.get("unit_id")}
        if not all(covers(actor, permission, **place) for actor in actors):
            for name, shape in spec.sensitive:
                row[name] = masked(row[name], shape)
        return row

    return hide if spec.sensitive else lambda row: row
