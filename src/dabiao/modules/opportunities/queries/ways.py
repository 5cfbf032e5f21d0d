"""Which pipeline a new deal goes, and where it begins there."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.i18n import DEFAULT
from dabiao.core.kept import KeptRecords
from dabiao.core.scoping import fetch
from dabiao.modules.customers import queries as customers
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Pipeline, Stage
from dabiao.modules.opportunities.queries.stages import pipeline_title, stage_title


def way_for(customer: Any, product_id: int | None) -> Pipeline | None:
    """The first one in use whose conditions this customer and product meet, else the default one; None: there is none yet."""
    rows = _IN_USE()
    found = rules.way_of(
        [rules.Way(row.pk, row.product_ids, row.industries, row.customer_kinds) for row in rows],
        industry=customer.industry,
        customer_kind=customer.kind,
        product_ids=[] if product_id is None else [product_id],
    )
    return next((row for row in rows if row.pk == found or (found is None and row.is_default)), None)


_IN_USE = KeptRecords(Pipeline, lambda: Pipeline.objects.filter(active=True).order_by("position", "pk"))


def way(
    *, customer_id: int, product_id: int | None = None, actor: Actor, language: str = DEFAULT
) -> dict[str, Any]:
    """`{pipeline_id, pipeline_name, mode, is_default, stage_id, stage_name}` of a deal that was opened with this customer now,
    all null where no pipeline was made yet. Raises `access.forbidden`, `core.not_found_here` for a customer out of sight."""
    actor.require("opportunity.create")
    try:
        customer = fetch(customers.visible_to(actor), customer_id)
    except NotFound:
        raise Invalid("core.not_found_here", field="customer_id", value=customer_id) from None
    line = way_for(customer, product_id)
    stages = Stage.objects.filter(pipeline=line, kind=StageKind.OPEN, active=True)
    first = stages.order_by("position").first() if line else None
    return {
        "pipeline_id": line.pk if line else None,
        "pipeline_name": pipeline_title(line.code, line.name, language) if line else None,
        "mode": line.mode if line else None,
        "is_default": line.is_default if line else None,
        "stage_id": first.pk if first else None,
        "stage_name": stage_title(first.code, first.name, language) if first else None,
    }
