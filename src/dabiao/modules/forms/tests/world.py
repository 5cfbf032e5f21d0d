"""A company with a form on its site, and a stranger's browser without cookies."""

import re
from html import unescape
from typing import Any

from django.test import Client

from dabiao.modules.forms import services
from dabiao.modules.forms.models import Form
from dabiao.testing.people import NOW, Company

FIELDS: list[dict[str, Any]] = [
    {"name": "name", "required": True},
    {"name": "phone", "required": True, "help": "只用于联系您"},
    {"name": "remark", "placeholder": "想了解什么"},
]
TEXTS = {"title": "预约演示", "button": "马上预约", "thanks": "收到了"}
WANG = {"name": "王芳", "phone": "138 1234 5678", "remark": "想看演示"}
_HIDDEN = re.compile(r'name="_ticket" value="([^"]*)"')


def a_form(company: Company, **said: Any) -> Form:
    """Live, and in no hurry: who fills it in may do so at once."""
    values = {
        "name": "官网",
        "unit_id": None,
        "state": "live",
        "language": "zh-Hans",
        "texts": TEXTS,
        "fields": FIELDS,
        "origins": [],
        "fill_seconds": 0,
        "campaign": "官网演示",
        **said,
    }
    return services.create(values=values, actor=company["ops"].actor, now=NOW)


class Stranger(Client):
    """Somebody with a browser. `page` opens a form, `send` fills in what was opened last."""

    def __init__(self, form: Form, address: str = "203.0.113.9", language: str = "en") -> None:
        super().__init__(REMOTE_ADDR=address, HTTP_ACCEPT_LANGUAGE=language)
        self.form, self.ticket = form, ""

    @property
    def path(self) -> str:
        return f"/f/{self.form.token}"

    def page(self, query: str = "") -> str:
        answer = self.get(f"{self.path}{query}")
        self.ticket = ticket_in(text_of(answer))
        return text_of(answer)

    def send(self, said: Any = None, query: str = "", **more: Any) -> Any:
        return self.post(f"{self.path}{query}", {"_ticket": self.ticket, **(said or WANG), **more})

    def fill_in(self, said: Any = None, **more: Any) -> Any:
        self.page()
        return self.send(said, **more)


def ticket_in(html: str) -> str:
    found = _HIDDEN.search(html)
    return unescape(found[1]) if found else ""


def text_of(answer: Any) -> str:
    return str(answer.content.decode())
