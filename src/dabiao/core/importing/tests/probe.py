"""A record kind for these tests: rows become StoredFile rows, so that the engine is tried without any module."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.files.models import StoredFile
from dabiao.core.importing.kinds import ImportField, ImportKind, ParsedRow, RowResult

RECORD = "probe"


def create(rows: list[ParsedRow], *, run: Any, actor: Actor, now: datetime) -> list[RowResult]:
    """`重复` is rejected by the row, `整批` refuses the whole chunk, `破坏` breaks a constraint, `已有` joins."""
    names = [row.values["name"] for row in rows]
    if "整批" in names:
        raise Invalid("importing.not_a_choice", field="name", value="整批", known="")
    made = iter(
        StoredFile.objects.bulk_create(
            StoredFile(
                name=None if name == "破坏" else name,
                size=row.number,
                sha256=str(row.values.get("phone") or ""),
                content_type=RECORD,
                created_by=actor.user_id,
                created_at=row.values.get("received_at") or now,
            )
            for row, name in zip(rows, names, strict=True)
            if name not in ("重复", "已有")
        )
    )
    return [_result(name, made) for name in names]


def _result(name: str, made: Any) -> RowResult:
    if name == "重复":
        return RowResult.rejected("importing.row_refused", field="name")
    return RowResult.into(1) if name == "已有" else RowResult.made(next(made).pk)


def even(value: Any) -> int:
    if not isinstance(value, int) or value % 2:
        raise Invalid("importing.bad_option")
    return value


PROBE = ImportKind(
    kind="probe",
    permission="probe.import",
    create=create,
    options={"even": even},
    fields=(
        ImportField(
            "name", "fields.importing.row_number", required=True, aliases=("姓名", "客户姓名"), max_length=40
        ),
        ImportField("phone", "fields.importing.reason", aliases=("手机号", "联系电话"), parse="phone"),
        ImportField("email", "fields.probe.email", aliases=("邮箱",), parse="email"),
        ImportField("received_at", "fields.probe.received_at", aliases=("时间",), parse="datetime"),
        ImportField("born_on", "fields.probe.born_on", aliases=("生日",), parse="date"),
        ImportField("amount", "fields.probe.amount", aliases=("金额",), parse="money"),
        ImportField("count", "fields.probe.count", aliases=("数量",), parse="integer"),
        ImportField(
            "status",
            "fields.probe.status",
            aliases=("状态",),
            parse="choice",
            choices={"qualified": ("有效", "合格"), "invalid": ("无效",)},
        ),
    ),
)


def records() -> Any:
    return StoredFile.objects.filter(content_type=RECORD)
