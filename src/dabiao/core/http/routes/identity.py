"""Who is known already, asked while somebody types; and the allow-list of keys that many share."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Router, Schema

from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id, Line, Strict, text_of
from dabiao.core.identity import lookup, services
from dabiao.core.identity.keys import KeyKind

router = Router(tags=["identity"])
Handle = text_of(60)
Mail = text_of(120)


class WhoIn(Strict):
    """What has been typed so far. A part of a number finds nobody: whole keys only."""

    name: Line = Field("", description="Of the customer, where one is being entered.")
    company: Line = ""
    person: Line = Field("", description="The name of a person; it only makes other records look alike.")
    region: Line = ""
    phone: Handle = Field("", examples=["138 1234 5678"])  # type: ignore[valid-type]
    wechat: Handle = ""  # type: ignore[valid-type]
    email: Mail = ""  # type: ignore[valid-type]
    uscc: Handle = ""  # type: ignore[valid-type]
    except_kind: Handle = Field("", description="The record edited: no duplicate of itself.")  # type: ignore[valid-type]
    except_id: Id | None = None


class AlikeReason(Schema):
    code: str = Field(examples=["core.same_rare"], description="Its text is `matching.reasons.<code>`.")
    params: dict[str, str] = Field(description="Of what was typed, never of the record.")


class KnownOut(Schema):
    kind: str = Field(examples=["customer"])
    id: int | None = Field(description="null where the caller may not see the record.")
    title: str | None
    owner_name: str | None = Field(description="Masked where the caller may not see the record.")
    certainty: str = Field(
        description="`same`: an enquiry would join it; `shared`: uses the same shared key; `related`: its company; "
        "`similar`: looks like it."
    )
    matched: list[str] = Field(examples=[["phone"]])
    reasons: list[AlikeReason] = Field(description="Of `similar`: why, the strongest first.")


class KnownList(Schema):
    items: list[KnownOut]


class SharedKeyIn(Strict):
    kind: KeyKind
    value: text_of(200, least=1) = Field(examples=["021-6234 5678"])  # type: ignore[valid-type]
    note: Line = Field("", examples=["园区总机"])


class SharedKeyOut(Schema):
    id: int
    kind: KeyKind
    value: str
    shown: str = Field(description="As people write it.", examples=["138 0013 8000"])
    note: str
    created_at: Any
    users: int = Field(description="How many records use it.")


class SharedKeys(Schema):
    items: list[SharedKeyOut]


@router.post("/duplicates", operation_id="duplicates_find", response=KnownList)
def duplicates_find(request: ApiRequest, body: WhoIn) -> HttpResponse:
    """Records that are, or may be, the one being entered. Those out of the caller's sight come without name and number.

    What is only `similar` is for a person to judge: saving joins nothing to it.
    """
    typed = body.dict(exclude={"except_kind", "except_id"})
    but = (body.except_kind, body.except_id) if body.except_id else None
    return respond({"items": [asdict(one) for one in lookup.who_is(typed, but=but, actor=request.auth)]})


@router.get("/shared-keys", operation_id="shared_keys_list", response=SharedKeys)
def shared_keys_list(request: ApiRequest) -> HttpResponse:
    return respond({"items": lookup.shared_keys(actor=request.auth)})


@router.post("/shared-keys", operation_id="shared_keys_create", response={201: SharedKeyOut})
def shared_keys_create(request: ApiRequest, body: SharedKeyIn) -> HttpResponse:
    """Say that many use this number: from now on it suggests, and never joins."""
    row = services.share(
        kind=body.kind, value=body.value, note=body.note, actor=request.auth, now=timezone.now()
    )
    return respond(lookup.shared_key(row), 201)


@router.delete("/shared-keys/{int:id}", operation_id="shared_keys_delete", response={204: None})
def shared_keys_delete(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Refused with 409 while several records use it."""
    services.unshare(id, actor=request.auth, now=timezone.now())
    return no_content()
