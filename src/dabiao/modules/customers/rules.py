"""What holds of customers and their contacts, without a database."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.modules.customers.enums import CustomerKind, DecisionRole

_CHOICES: Mapping[str, Collection[str]] = {"kind": CustomerKind.values, "decision_role": DecisionRole.values}


def check_facts(values: Mapping[str, Any]) -> None:
    """A record has a name, and its choices are among those there are. Raises `core.required`, `core.not_a_choice`."""
    if "name" in values and not (values["name"] or "").strip():
        raise Invalid("core.required", field="name")
    for field, known in _CHOICES.items():
        if field in values and values[field] not in known:
            raise Invalid("core.not_a_choice", field=field, value=values[field], known=", ".join(known))


# What a company may ask for beside its custom fields; in the order in which they are offered.
TEXTS = ("industry", "region", "phone", "website", "address", "source", "remark")
FACTS = (*TEXTS, "uscc", "owner", "contact", "contact_phone", "contact_decider")
CUSTOM = "fields."


def missing(
    required: Sequence[str], customer: Mapping[str, Any], contacts: Sequence[Mapping[str, Any]]
) -> list[str]:
    """The required facts that a customer lacks, in their order. A person has no credit code to lack."""
    has = {
        **{name: bool(customer[name]) for name in TEXTS},
        "uscc": bool(customer["uscc"]) or customer["kind"] == CustomerKind.PERSON,
        "owner": customer["owner_id"] is not None,
        "contact": bool(contacts),
        "contact_phone": any(one["phone"] for one in contacts),
        "contact_decider": any(one["decision_role"] == DecisionRole.DECIDES for one in contacts),
        **{f"{CUSTOM}{key}": True for key in customer["fields"]},
    }
    return [fact for fact in required if not has.get(fact, False)]


def completeness(required: int, missing: int) -> int:
    """In whole percent, rounded down: 100 only where nothing is missing."""
    return 100 * (required - missing) // required if required else 100


def check_requirements(facts: Sequence[str], custom: Collection[str]) -> None:
    """Each fact is one that there is, and once. Raises `core.not_a_choice`, `customers.asked_twice`."""
    known = [*FACTS, *(f"{CUSTOM}{key}" for key in custom)]
    for fact in facts:
        if fact not in known:
            raise Invalid("core.not_a_choice", field="facts", value=fact, known=", ".join(known))
        if facts.count(fact) > 1:
            raise Invalid("customers.asked_twice", field="facts", value=fact)
