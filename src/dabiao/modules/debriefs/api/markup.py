"""The page that a buyer sees: plain HTML that works without a script. Whatever anybody typed is text in it, and nothing of
what we think of the deal stands there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from dabiao.core.http.strangers import framed
from dabiao.core.i18n import text
from dabiao.modules.debriefs.enums import Factor
from dabiao.modules.debriefs.models import Link

TRAP = "website"


@dataclass(frozen=True)
class Shown:
    """What stands on the page besides the questions: what was typed, and what is to be said above."""

    notice: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)


def buyer_page(link: Link, language: str, shown: Shown) -> str:
    say = _sayer(language)
    notice = f'<p role="alert" class="notice">{escape(shown.notice)}</p>' if shown.notice else ""
    return _page(
        language,
        say("title"),
        f"<h1>{escape(say('title'))}</h1><p>{escape(say('hello', name=link.name))}</p>"
        f"<p>{escape(say('about'))}</p>{notice}"
        f'<form method="post">{_questions(say, language, shown)}{_words(link, say, shown)}{_end(say)}</form>',
    )


def _questions(say: Any, language: str, shown: Shown) -> str:
    """A list to choose from for each; the reason that nobody was bought from is asked as well."""
    rows = "".join(_question(one, say, language, shown) for one in Factor.values)
    return f"<p><b>{escape(say('factors'))}</b></p>{rows}"


def _question(factor: str, say: Any, language: str, shown: Shown) -> str:
    given = shown.weights.get(factor, 0)
    options = "".join(
        f'<option value="{grade}"{" selected" if grade == given else ""}>{escape(say(f"grade_{grade}"))}</option>'
        for grade in range(4)
    )
    label = escape(text(language, f"said.debrief.factor.{factor}"))
    return (
        f'<div class="field"><label for="{factor}">{label}</label>'
        f'<select id="{factor}" name="{factor}">{options}</select></div>'
    )


def _words(link: Link, say: Any, shown: Shown) -> str:
    words = escape(shown.typed.get("words", ""))
    name = escape(shown.typed.get("said_by", link.name))
    return (
        f'<div class="field"><label for="words">{escape(say("words"))}</label>'
        f'<textarea id="words" name="words" rows="6" maxlength="4000" required>{words}</textarea></div>'
        f'<div class="field"><label for="said_by">{escape(say("said_by"))}</label>'
        f'<input id="said_by" name="said_by" value="{name}" maxlength="120"></div>'
    )


def _end(say: Any) -> str:
    return (
        f'<div class="off" aria-hidden="true"><label>{escape(say("trap"))}'
        f'<input name="{TRAP}" tabindex="-1" autocomplete="off"></label></div>'
        '<div class="field"><label><input type="checkbox" name="agreed" value="1" required> '
        f"{escape(say('consent'))}</label></div>"
        f'<button type="submit">{escape(say("send"))}</button>'
    )


def notice_page(language: str, key: str, *, good: bool = False) -> str:
    said = escape(_sayer(language)(key))
    mark = 'role="status" class="thanks"' if good else 'role="alert" class="notice"'
    return _page(language, said, f"<p {mark}>{said}</p>")


def _sayer(language: str) -> Any:
    return lambda key, **params: text(language, f"said.debrief.{key}", **params)


def _page(language: str, title: str, body: str) -> str:
    return framed(language, title, body, style="/f/form.css")
