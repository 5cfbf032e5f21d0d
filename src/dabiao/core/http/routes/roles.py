"""Roles and what they grant."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from dabiao.core.access import services
from dabiao.core.access.models import Role
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Strict, text_of

router = Router(tags=["roles"])


class RoleOut(Schema):
    code: str
    name: str
    permissions: dict[str, str]
    built_in: bool
    requires_factor: bool = Field(description="Who holds it must set up a second factor at the next sign-in.")
    reveals_per_day: int | None = Field(
        description="Different records whose phones its holders may reveal on one day; null: no cap."
    )
    user_count: int


class Roles(Schema):
    items: list[RoleOut]
    known: list[str] = Field(description="Every permission there is.")


class RoleIn(Strict):
    name: text_of(80) = ""  # type: ignore[valid-type]
    permissions: dict[str, str] = Field(examples=[{"lead.read": "own", "lead.edit": "own"}])
    requires_factor: bool | None = Field(None, description="Left as it is when not sent.", examples=[True])
    reveals_per_day: int | None = Field(
        None, ge=0, le=100_000, description="null: no cap. Left as it is when not sent.", examples=[100]
    )


@router.get("/roles", operation_id="roles_list", response=Roles)
def roles_list(request: ApiRequest) -> HttpResponse:
    request.auth.require("role.read")
    return respond(_all())


@router.put("/roles/{code}", operation_id="roles_save", response=Roles)
def roles_save(request: ApiRequest, code: text_of(40, least=1), body: RoleIn) -> HttpResponse:  # type: ignore[valid-type]
    """Create a role, or say anew what it grants. Everyone who has it works by it from their next request."""
    services.save_role(
        code=code,
        name=body.name,
        grants=body.permissions,
        requires_factor=body.requires_factor,
        reveals_per_day=body.reveals_per_day
        if "reveals_per_day" in body.model_fields_set
        else services.UNSAID,
        known=services.known_permissions(),
        actor=request.auth,
        now=timezone.now(),
    )
    return respond(_all())


def _all() -> dict[str, Any]:
    roles = Role.objects.prefetch_related("users").order_by("id")
    return {
        "items": [
            {
                "code": role.code,
                "name": role.name,
                "permissions": role.grants,
                "built_in": role.built_in,
                "requires_factor": role.requires_factor,
                "reveals_per_day": role.reveals_per_day,
                "user_count": sum(user.is_active for user in role.users.all()),
            }
            for role in roles
        ],
        "known": sorted(services.known_permissions()),
    }
