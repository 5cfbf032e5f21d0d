"""The pages that guests see: plain HTML that works without a script. Whatever anybody typed is text in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.http.strangers import framed
from dabiao.core.i18n import text
from dabiao.modules.sales_events.enums import EventState, GuestState
from dabiao.modules.sales_events.models import Guest, SalesEvent

TRAP = "website"
MOST_PARTY = 20


@dataclass(frozen=True)
class Shown:
    """What stands on a page besides the event: what was typed, and what is to be said above."""

    notice: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    asks_name: bool = False
    done: str = ""


def guest_page(guest: Guest, language: str, shown: Shown, now: datetime) -> str:
    """Of one guest: the event, their answer, and their code once they said yes."""
    event, say = guest.event, _sayer(language)
    hello = say("hello", name=guest.name)
    parts = [f"<h1>{escape(event.name)}</h1>", f"<p>{escape(hello)}</p>", _about(event, language)]
    parts.append(_notice(shown))
    if event.state == EventState.CANCELLED:
        parts.append(f'<p role="alert" class="notice">{escape(say("cancelled"))}</p>')
    elif guest.state == GuestState.ATTENDED:
        parts.append(f'<p role="status" class="thanks">{escape(say("here"))}</p>')
    elif event.state not in (EventState.OPEN, EventState.RUNNING) or event.ends_at < now:
        parts.append(f'<p role="alert" class="notice">{escape(say("over"))}</p>')
    else:
        parts += [_answer_said(guest, say), _answering(guest, say)]
    parts.append(_never_again(say))
    return _page(language, event.name, "".join(parts))


def _answer_said(guest: Guest, say: Any) -> str:
    if guest.state == GuestState.DECLINED:
        return f'<p role="status">{escape(say("declined"))}</p>'
    if guest.state != GuestState.ACCEPTED:
        return ""
    said = say("accepted", count=guest.party)
    alt = escape(say("code", code=guest.code))
    return (
        f'<div role="status"><p class="thanks">{escape(said)}</p>'
        f'<img src="/e/{escape(guest.token)}/code.svg" alt="{alt}" width="240" height="240">'
        f"<p><b>{alt}</b></p></div>"
    )


def _answering(guest: Guest, say: Any) -> str:
    chosen = guest.party
    options = "".join(
        f'<option value="{n}"{" selected" if n == chosen else ""}>{n}</option>'
        for n in range(1, MOST_PARTY + 1)
    )
    inviter = guest.inviter.name if guest.inviter else ""
    asked = f'<p class="help">{escape(say("invited_by", name=inviter))}</p>' if inviter else ""
    return (
        f'{asked}<form method="post"><div class="field"><label for="party">{escape(say("party"))}</label>'
        f'<select id="party" name="party">{options}</select></div>'
        f'<button type="submit" name="answer" value="yes">{escape(say("yes"))}</button></form>'
        '<form method="post"><button type="submit" name="answer" value="no">'
        f"{escape(say('no'))}</button></form>"
    )


def _never_again(say: Any) -> str:
    return (
        f'<form method="post"><details><summary>{escape(say("never"))}</summary>'
        f'<p class="help">{escape(say("never_text"))}</p>'
        f'<button type="submit" name="answer" value="never">{escape(say("never_button"))}</button></details></form>'
    )


def door_page(event: SalesEvent, language: str, shown: Shown) -> str:
    """Where guests sign themselves in by their number."""
    say = _sayer(language)
    parts = [f"<h1>{escape(event.name)}</h1>", _about(event, language)]
    if shown.done:
        parts.append(f'<p role="status" class="thanks">{escape(shown.done)}</p>')
        return _page(language, event.name, "".join(parts))
    parts += [
        _notice(shown),
        '<form method="post">',
        _input("phone", say, shown, 'type="tel" inputmode="tel"'),
    ]
    if shown.asks_name:
        parts += [_input("name", say, shown, 'autocomplete="name"')]
        parts += [_input("company", say, shown, 'autocomplete="organization"', required=False)]
    parts.append(
        f'<div class="off" aria-hidden="true"><label>{escape(say("trap"))}'
        f'<input name="{TRAP}" tabindex="-1" autocomplete="off"></label></div>'
        f'<button type="submit">{escape(say("sign_in"))}</button></form>'
    )
    return _page(language, event.name, "".join(parts))


def notice_page(language: str, key: str) -> str:
    said = escape(_sayer(language)(key))
    return _page(language, said, f'<p role="alert" class="notice">{said}</p>')


def _input(name: str, say: Any, shown: Shown, marks: str, *, required: bool = True) -> str:
    must = " required" if required else ""
    typed = escape(shown.typed.get(name, ""))
    return (
        f'<div class="field"><label for="{name}">{escape(say(name))}</label>'
        f'<input id="{name}" name="{name}" value="{typed}" maxlength="120" {marks}{must}></div>'
    )


def _notice(shown: Shown) -> str:
    return f'<p role="alert" class="notice">{escape(shown.notice)}</p>' if shown.notice else ""


def _about(event: SalesEvent, language: str) -> str:
    zone = get_default_timezone()
    starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{ends:%Y-%m-%d %H:%M}"
    lines = [f"{starts:%Y-%m-%d %H:%M} – {until}", event.place, *event.introduction.splitlines()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())


def _sayer(language: str) -> Any:
    return lambda key, **params: text(language, f"said.sales_event.{key}", **params)


def _page(language: str, title: str, body: str) -> str:
    return framed(language, title, body, style="/f/form.css")
