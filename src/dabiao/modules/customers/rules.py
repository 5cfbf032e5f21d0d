"""What holds of customers and their contacts, without a database."""

from collections.abc import Collection, Mapping
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
