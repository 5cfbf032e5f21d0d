"""One box over every kind of record the actor may see."""

from dataclasses import asdict

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import LONGEST_SEARCH
from dabiao.core.search.finding import find

router = Router(tags=["search"])
PER_KIND = 6


class SearchParams(Schema):
    q: str = Field(
        min_length=1,
        max_length=LONGEST_SEARCH,
        description="Words, all of which a record must have; or a whole phone number, its last four digits, a whole "
        "e-mail address or WeChat id. Simplified and Traditional characters, widths and cases are the same. A single "
        "character must begin a word.",
        examples=["杭州 科技", "5678", "HT-202603"],
    )


class Hit(Schema):
    kind: str
    id: int
    title: str
    subtitle: str
    marks: list[str] = Field(
        description="What to mark in title and subtitle: what was asked for, as it is written there."
    )


class Hits(Schema):
    items: list[Hit]


@router.get("/search", operation_id="search", response=Hits)
def search(request: ApiRequest, params: Query[SearchParams]) -> HttpResponse:
    """Records by name, company, number or handle: at most six of a kind. First those that are just that, then those that
    begin with it, then those that contain it; the newest first. When more than 300 of a kind do, the newest 300 are
    ordered so."""
    return respond({"items": [asdict(hit) for hit in find(params.q, actor=request.auth, per_kind=PER_KIND)]})
