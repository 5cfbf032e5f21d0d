"""One box over every kind of record the actor may see."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from dabiao.core import subjects
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.lists.keyset import phone_filter
from dabiao.core.text import squash

router = Router(tags=["search"])
PER_KIND = 6


class SearchParams(Schema):
    q: str = Field(min_length=1, max_length=60)


class Hit(Schema):
    kind: str
    id: int
    title: str
    subtitle: str


class Hits(Schema):
    items: list[Hit]


@router.get("/search", operation_id="search", response=Hits)
def search(request: ApiRequest, params: Query[SearchParams]) -> HttpResponse:
    """Records by name, company or number; newest first, a few of each kind."""
    text = squash(params.q)
    found = (
        [_hits(subject, text, request.auth) for subject in subjects.every() if subject.search_fields]
        if text
        else []
    )
    return respond({"items": [hit for hits in found for hit in hits]})


def _hits(subject: subjects.Subject, text: str, actor: Any) -> list[dict[str, Any]]:
    condition = subjects.matches(subject, text) | phone_filter(subject.phone_fields, text)
    rows = subject.visible_to(actor).filter(condition).order_by("-pk")
    subtitle = F(subject.subtitle_field or subject.title_field)
    return [
        {"kind": subject.kind, "id": id, "title": title or under or f"#{id}", "subtitle": under or ""}
        for id, title, under in rows.values_list("pk", subject.title_field, subtitle)[:PER_KIND]
    ]
