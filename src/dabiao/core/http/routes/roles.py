"""Roles and what they grant."""

from typing import Annotated, Any

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
    rows_per_export: int | None = Field(
        description="Rows that its holders may export at once without approval; null: no cap."
    )
    export_rows_per_day: int | None = Field(description="And on one day.")
    exports_need_approval: bool = Field(description="Every export of theirs waits for approval.")
    user_count: int


class Roles(Schema):
    items: list[RoleOut]
    known: list[str] = Field(description="Every permission there is.")


Rows = Annotated[
    int | None,
    Field(ge=0, le=10_000_000, description="null: no cap. Left as it is when not sent."),
]


class RoleIn(Strict):
    name: text_of(80) = ""  # type: ignore[valid-type]
    permissions: dict[str, str] = Field(examples=[{"lead.read": "own", "lead.edit": "own"}])
    requires_factor: bool | None = Field(None, description="Left as it is when not sent.", examples=[True])
    reveals_per_day: int | None = Field(
        None, ge=0, le=100_000, description="null: no cap. Left as it is when not sent.", examples=[100]
    )
    rows_per_export: Rows = Field(None, examples=[200])
    export_rows_per_day: Rows = Field(None, examples=[1000])
    exports_need_approval: bool | None = Field(
        None, description="Left as it is when not sent.", examples=[False]
    )

    def conditions(self) -> dict[str, Any]:
        """Those that were said; null says something only of a cap."""
        said = self.dict(include=set(services.CONDITIONS), exclude_unset=True)
        return {
            name: value
            for name, value in said.items()
            if value is not None or name not in ("requires_factor", "exports_need_approval")
        }


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
        conditions=body.conditions(),
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
                **{name: getattr(role, name) for name in services.CONDITIONS},
                "user_count": sum(user.is_active for user in role.users.all()),
            }
            for role in roles
        ],
        "known": sorted(services.known_permissions()),
    }
