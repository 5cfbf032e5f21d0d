"""The pages that strangers see: plain HTML that works without a script. Whatever anybody typed is text in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from dabiao.core.fields import definitions
from dabiao.core.fields.definitions import Definition
from dabiao.core.fields.enums import FieldType
from dabiao.core.i18n import text
from dabiao.modules.forms.models import Form
from dabiao.modules.forms.rules import checking

TRAP, TICKET, CONSENT, REFERRER = "website", "_ticket", "_consent", "_ref"
# what a browser may fill in by itself, and which keyboard a phone shows
_INPUTS = {
    "name": 'autocomplete="name"',
    "company": 'autocomplete="organization"',
    "title": 'autocomplete="organization-title"',
    "phone": 'type="tel" inputmode="tel" autocomplete="tel"',
    "wechat": 'autocomplete="off"',
    "email": 'type="email" autocomplete="email"',
    "region": 'autocomplete="address-level1"',
}
_TYPES = {
    FieldType.NUMBER: 'inputmode="decimal"',
    FieldType.MONEY: 'inputmode="decimal"',
    FieldType.DATE: 'type="date"',
    FieldType.DATETIME: 'type="datetime-local"',
}


@dataclass(frozen=True)
class Asked:
    """A form as it is to be shown: with what was typed before, what is wrong by field, and what is to be said above."""

    form: Form
    ticket: str = ""
    query: str = ""
    referrer: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    agreed: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    embedded: bool = False
    alive: bool = True  # not so a preview, in which nothing runs


def form_page(asked: Asked) -> str:
    form, say = asked.form, _sayer(asked.form.language)
    parts = [_heading(form), _notice(asked, say)]
    multipart = ' enctype="multipart/form-data"' if _takes_file(form) else ""
    action = f' action="?{escape(asked.query)}"' if asked.query else ""
    parts.append(f'<form method="post"{action}{multipart}>')
    parts += [_field(one, asked, say) for one in form.fields]
    parts.append(_consent(asked, say))
    parts.append(
        f'<div class="off" aria-hidden="true"><label>{say("trap")}'
        f'<input name="{TRAP}" tabindex="-1" autocomplete="off"></label></div>'
        f'<input type="hidden" name="{TICKET}" value="{escape(asked.ticket)}">'
        f'<input type="hidden" name="{REFERRER}" value="{escape(asked.referrer)}">'
        f'<button type="submit">{escape(form.texts.get("button") or say("button"))}</button></form>'
    )
    return _page(
        form.language,
        form.texts.get("title") or form.name,
        "".join(parts),
        embedded=asked.embedded,
        alive=asked.alive,
    )


def thanks_page(form: Form, *, embedded: bool) -> str:
    """Where the visitor is to go on elsewhere, from within a frame, a script asks the page around it; a link stands there for
    the others."""
    say, redirect = _sayer(form.language), form.texts.get("redirect", "")
    thanks = _paragraphs(form.texts.get("thanks") or say("thanks"))
    onward = f'<p><a href="{escape(redirect)}" target="_top">{say("onward")}</a></p>' if redirect else ""
    body = f'<div role="status" class="thanks">{thanks}{onward}</div>'
    extra = f' data-redirect="{escape(redirect)}"' if redirect else ""
    return _page(
        form.language, form.texts.get("title") or say("thanks"), body, embedded=embedded, extra=extra
    )


def notice_page(language: str, key: str, *, embedded: bool = False, **params: Any) -> str:
    """One sentence: that there is no such form, that it is closed, that too much was sent."""
    said = escape(text(language, f"public_form.{key}", **params))
    return _page(language, said, f'<p role="alert" class="notice">{said}</p>', embedded=embedded)


def _page(
    language: str, title: str, body: str, *, embedded: bool, extra: str = "", alive: bool = True
) -> str:
    """The files are ours, at addresses of their own: no policy has to let anything in the page run."""
    kind = ' class="embedded"' if embedded else ""
    script = '<script src="/f/form.js" defer></script>' if alive else ""
    return (
        f'<!doctype html><html lang="{language}"{kind}{extra}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/f/form.css">'
        f"{script}</head><body><main>{body}</main></body></html>"
    )


def _sayer(language: str) -> Any:
    return lambda key, **params: text(language, f"public_form.{key}", **params)


def _heading(form: Form) -> str:
    title = f"<h1>{escape(form.texts['title'])}</h1>" if form.texts.get("title") else ""
    said = form.texts.get("introduction", "")
    return title + (f'<div class="introduction">{_paragraphs(said)}</div>' if said else "")


def _notice(asked: Asked, say: Any) -> str:
    said = asked.notice or (say("mend", count=len(asked.wrong)) if asked.wrong else "")
    return f'<p role="alert" class="notice">{escape(said)}</p>' if said else ""


def _paragraphs(said: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in said.splitlines() if line.strip())


def _takes_file(form: Form) -> bool:
    return any(one["name"] == checking.FILE for one in form.fields)


def label_of(one: Mapping[str, Any], language: str) -> str:
    """As the form says; else as the field is called."""
    if one["label"]:
        return str(one["label"])
    if one["name"].startswith(checking.CUSTOM):
        known = definitions.of("lead").get(one["name"].removeprefix(checking.CUSTOM))
        return known.label(language) if known else ""
    if one["name"] == checking.FILE:
        return text(language, "public_form.file")
    return text(language, f"fields.lead.{one['name']}")


def _field(one: Mapping[str, Any], asked: Asked, say: Any) -> str:
    name, language = one["name"], asked.form.language
    known = None
    if name.startswith(checking.CUSTOM):
        known = definitions.of("lead").get(name.removeprefix(checking.CUSTOM))
        if known is None:
            return ""
    elif name not in {*checking.PLAIN, checking.FILE}:  # a draft that is only looked at was not checked
        return ""
    help_text = one["help"] or (definitions.worded(known.help, language) if known else "")
    wrong = asked.wrong.get(name, "")
    about = [f"{place}-{name}" for place, said in (("help", help_text), ("wrong", wrong)) if said]
    marks = _marks(one, bool(wrong), about)
    label = escape(label_of(one, language)) + (
        "" if one["required"] else f' <span class="optional">{say("optional")}</span>'
    )
    below = f'<p class="help" id="help-{escape(name)}">{escape(help_text)}</p>' if help_text else ""
    below += f'<p class="wrong" id="wrong-{escape(name)}">{escape(wrong)}</p>' if wrong else ""
    said = asked.typed.get(name, "")
    if known is not None and known.type == FieldType.CHOICES:
        return _choices(known, label, said, below, language)
    if known is not None and known.type == FieldType.BOOL:
        return _yes_or_no(known, label, said, below, marks)
    control = _control(name, known, one, said, marks, asked)
    return f'<div class="field"><label for="field-{escape(name)}">{label}</label>{control}{below}</div>'


def _marks(one: Mapping[str, Any], wrong: bool, about: Iterable[str]) -> str:
    said = " ".join(about)
    return (
        f'id="field-{escape(one["name"])}" name="{escape(one["name"])}"'
        + (" required" if one["required"] else "")
        + (' aria-invalid="true"' if wrong else "")
        + (f' aria-describedby="{escape(said)}"' if said else "")
    )


def _control(
    name: str, known: Definition | None, one: Mapping[str, Any], said: str, marks: str, asked: Asked
) -> str:
    hint = f' placeholder="{escape(one["placeholder"])}"' if one["placeholder"] else ""
    if name == checking.FILE:
        return f'<input type="file" {marks}>'
    if name == "remark" or (known is not None and known.type == FieldType.LONG_TEXT):
        return f'<textarea rows="4" maxlength="4000" {marks}{hint}>{escape(said)}</textarea>'
    if known is not None and known.type == FieldType.CHOICE:
        return f"<select {marks}>{_options(known, said, one, asked.form.language)}</select>"
    kind = _TYPES.get(known.type, "") if known else _INPUTS[name]
    longest = checking.LENGTHS.get(name) or (known.max_length if known else None) or 200
    return f'<input {kind} {marks}{hint} maxlength="{longest}" value="{escape(said)}">'


def _options(known: Definition, said: str, one: Mapping[str, Any], language: str) -> str:
    first = escape(one["placeholder"] or text(language, "public_form.choose"))
    return f'<option value="">{first}</option>' + "".join(
        f'<option value="{escape(option.id)}"{" selected" if option.id == said else ""}>'
        f"{escape(option.label(language))}</option>"
        for option in known.options
        if not option.retired
    )


def _choices(known: Definition, label: str, said: str, below: str, language: str) -> str:
    chosen = said.split("、")
    boxes = "".join(
        f'<label class="box"><input type="checkbox" name="{escape(known.name)}" value="{escape(option.id)}"'
        f"{' checked' if option.id in chosen else ''}> {escape(option.label(language))}</label>"
        for option in known.options
        if not option.retired
    )
    return f'<fieldset class="field"><legend>{label}</legend>{boxes}{below}</fieldset>'


def _yes_or_no(known: Definition, label: str, said: str, below: str, marks: str) -> str:
    checked = " checked" if said else ""
    return (
        f'<div class="field"><label class="box"><input type="checkbox" value="1" {marks}{checked}> '
        f"{label}</label>{below}</div>"
    )


def _consent(asked: Asked, say: Any) -> str:
    said, wrong = asked.form.texts.get("consent", ""), asked.wrong.get("consent", "")
    if not said:
        return ""
    below = f'<p class="wrong" id="wrong-consent">{escape(wrong)}</p>' if wrong else ""
    checked = " checked" if asked.agreed else ""
    return (
        f'<div class="field"><label class="box"><input type="checkbox" name="{CONSENT}" value="1" required{checked}>'
        f" {escape(said)}</label>{below}</div>"
    )
