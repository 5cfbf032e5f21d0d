"""What a stranger typed becomes the values of a lead, or is refused with what to mend, field by field."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core import phones
from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.fields import definitions
from dabiao.core.importing import custom
from dabiao.core.text import line, tidy
from dabiao.modules.forms.models import Form
from dabiao.modules.forms.rules import checking

Typed = Mapping[str, str]
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LONGEST = 4000


def typed_of(form: Form, sent: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """By the names of the form's fields, in their order: what else was sent is nobody's business. Several choices: one text."""
    found = {}
    for one in form.fields:
        said = "、".join(text for text in sent.get(one["name"], ()) if text.strip())
        text = (
            tidy(said) if one["name"] == "remark" or one["name"].startswith(checking.CUSTOM) else line(said)
        )
        if text:
            found[one["name"]] = text
    return found


def values_of(form: Form, typed: Typed, *, agreed: bool, with_file: bool) -> dict[str, Any]:
    """The values of a lead. Raises `forms.required`, `forms.too_long`, `forms.not_a_phone`, `forms.not_an_email`,
    `forms.consent_needed`, `forms.say_who`, `fields.*`, `importing.*`; several as one refusal."""
    faults: list[DomainError] = []
    values: dict[str, Any] = {}
    own: dict[str, Any] = {}
    known = definitions.of("lead")
    for one in form.fields:
        name, text = one["name"], typed.get(one["name"], "")
        definition = (
            known.get(name.removeprefix(checking.CUSTOM)) if name.startswith(checking.CUSTOM) else None
        )
        if definition is None and name.startswith(checking.CUSTOM):
            continue  # it was removed since
        try:
            if one["required"] and not (with_file if name == checking.FILE else text):
                raise Invalid("forms.required", field=name)
            if definition is not None and text:
                own[definition.key] = custom.value_of(definition, text)
            elif text:
                values[name] = _plain(name, text)
        except DomainError as error:
            error.field = name
            faults.append(error)
    if form.texts.get("consent") and not agreed:
        faults.append(Invalid("forms.consent_needed", field="consent"))
    if not faults and not any(values.get(name) for name in checking.TELLING):
        first = next(one["name"] for one in form.fields if one["name"] in checking.TELLING)
        faults.append(Invalid("forms.say_who", field=first))
    if faults:
        raise faults[0] if len(faults) == 1 else Many(faults)
    return {**values, "fields": own}


def _plain(name: str, text: str) -> str:
    limit = checking.LENGTHS[name]
    if len(text) > limit:
        raise Invalid("forms.too_long", field=name, limit=limit)
    if name == "phone" and not phones.keys(text):
        raise Invalid("forms.not_a_phone", field=name)
    if name == "email" and not _EMAIL.fullmatch(text):
        raise Invalid("forms.not_an_email", field=name)
    return text


def values_kept(typed: Typed) -> dict[str, Any]:
    """As much of it as a lead can hold: for what a person takes in by hand, wherever it was typed wrongly."""
    known = definitions.of("lead")
    values: dict[str, Any] = {}
    own: dict[str, Any] = {}
    for name, text in typed.items():
        definition = (
            known.get(name.removeprefix(checking.CUSTOM)) if name.startswith(checking.CUSTOM) else None
        )
        if name in checking.LENGTHS:
            values[name] = text[: checking.LENGTHS[name]]
        elif definition is not None:
            try:
                own[definition.key] = custom.value_of(definition, text)
            except DomainError:
                continue  # it stays readable in what was typed
    return {**values, "fields": own}
