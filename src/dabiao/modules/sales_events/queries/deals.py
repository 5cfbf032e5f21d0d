"""What came of an event, record by record."""

from collections import defaultdict
from typing import Any

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.scoping import fetch
from dabiao.modules.receivables import queries as receivables
from dabiao.modules.sales_events.enums import DealKind
from dabiao.modules.sales_events.models import Deal
from dabiao.modules.sales_events.queries.figures import NOTHING, amounts_of
from dabiao.modules.sales_events.queries.reach import visible_to

MOST = 1000


def deals(event_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The newest links first. Of what the actor may not see only kind and amount are told. Raises `core.not_found`."""
    fetch(visible_to(actor), event_id)
    rows = list(
        Deal.objects.filter(event=event_id)
        .select_related("guest__inviter", "by")
        .order_by("-at", "-pk")[:MOST]
    )
    amounts = amounts_of((row.kind, row.ref_id) for row in rows)
    named = _named(rows, actor)
    return [
        {
            "id": row.pk,
            "kind": row.kind,
            "ref_id": row.ref_id if (row.kind, row.ref_id) in named else None,
            **(named.get((row.kind, row.ref_id)) or NOBODYS),
            "guest_id": row.guest_id,
            "guest_name": row.guest.name if row.guest else "",
            "inviter_id": row.guest.inviter_id if row.guest else None,
            "inviter_name": row.guest.inviter.name if row.guest and row.guest.inviter else "",
            **dict(
                zip(("amount_minor", "currency"), amounts.get((row.kind, row.ref_id), NOTHING), strict=True)
            ),
            "counts": row.kind == DealKind.OPPORTUNITY or (row.kind, row.ref_id) in amounts,
            "linked_by": row.linked_by,
            "reason": row.reason,
            "by_name": row.by.name if row.by else "",
            "at": row.at,
        }
        for row in rows
    ]


NOBODYS = {"title": "", "contract_id": None}
Named = dict[tuple[str, int], dict[str, Any]]


def _named(rows: list[Deal], actor: Actor) -> Named:
    """(kind, id) → title of those that the actor sees, and of a receipt its contract: one statement per kind."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.ref_id)
    found: Named = {}
    for kind, title in ((DealKind.OPPORTUNITY, "name"), (DealKind.CONTRACT, "title")):
        if ids[kind]:
            seen = subjects.get(kind).visible_to(actor).filter(pk__in=ids[kind])
            found |= {
                (kind, id): {"title": said, "contract_id": None} for id, said in seen.values_list("pk", title)
            }
    if ids[DealKind.RECEIPT]:
        seen = receivables.receipts_visible_to(actor).filter(pk__in=ids[DealKind.RECEIPT])
        found |= {
            (DealKind.RECEIPT, id): {"title": said, "contract_id": contract}
            for id, said, contract in seen.values_list("pk", "contract__title", "contract_id")
        }
    return found
