"""Facts about a lead change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.fields import checking
from dabiao.core.identity import services as identity
from dabiao.core.identity.keys import KeyKind
from dabiao.core.locking import columns, wired
from dabiao.core.masking import merge_masked_edit
from dabiao.core.phones import normalise
from dabiao.core.scoping import demand, fetch, reaches
from dabiao.modules.leads import events, queries, rules
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.queries.enquiries import HANDLES
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.leads.services._tagging import in_words
from dabiao.modules.org import queries as org

EDITABLE = frozenset(
    {
        *("name", "company", "title", "phone", "wechat", "email", "region"),
        *("source", "campaign", "cost_minor", "remark", "tags", "grade", "next_contact_at"),
    }
)

KEYED = frozenset({"name", "company", "phone", "wechat", "email"})


@transaction.atomic
def edit(
    lead_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Lead:
    """Change fields of a lead. Raises `edit.conflict` where two changed one field, `core.masked_value`, `org.unknown_tag`,
    `org.tag_retired`, and `identity.taken` where another live record has the number."""
    lead = fetch(queries.visible_to(actor), lead_id, lock=True)
    demand(actor, "lead.edit", lead)
    wanted = checking.for_edit("lead", changes, lead.fields)
    if wanted.get("phone"):
        wanted["phone"] = normalise(wanted["phone"])
    if "tags" in wanted:
        wanted["tags"] = org.kept_tags(wanted["tags"], held=lead.tags)
    hidden = {} if reaches(actor, "lead.read_phone", lead) else HANDLES
    applied = merge_masked_edit(
        lead, wanted, base=base, version=version, editable=checking.editable(EDITABLE, wanted), hidden=hidden
    )
    rules.check_identifiable(vars(lead))
    if applied:
        lead.updated_at = now
        lead.save(update_fields=[*columns(applied), "version", "updated_at"])
        if not KEYED.isdisjoint(applied) and rules.is_live(lead.status):
            identity.rehold(holder_of(lead), keys_of(lead), actor=actor, fields={KeyKind.NAME: "company"})
        record(events.LeadEdited(changes=in_words(wired(applied))), lead, actor=actor, now=now)
    return lead
