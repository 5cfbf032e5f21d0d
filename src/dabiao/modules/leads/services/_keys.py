"""The keys that a lead holds while it is live."""

from dabiao.core.identity.keys import Key, organisation_keys, person_keys
from dabiao.core.identity.queries import Holder
from dabiao.modules.leads.models import Lead


def keys_of(lead: Lead) -> frozenset[Key]:
    """Of the person; where there is no way to reach one, of the company that the lead then stands for."""
    person = person_keys(phone=lead.phone, wechat=lead.wechat, email=lead.email)
    return person or (organisation_keys(name=lead.company) if lead.company and not lead.name else frozenset())


def holder_of(lead: Lead) -> Holder:
    return ("lead", lead.pk)
