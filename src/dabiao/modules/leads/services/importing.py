"""Leads from files: which columns mean what, and how a chunk of rows is stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Invalid
from dabiao.core.identity.keys import Key, organisation_keys, person_keys
from dabiao.core.importing import custom
from dabiao.core.importing.kinds import ImportField, ImportKind, ParsedRow, RowResult, Updating
from dabiao.modules.leads.enums import Grade, InvalidReason, LeadSource, LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.queries.enquiries import HANDLES
from dabiao.modules.leads.services import receiving, undoing, updating
from dabiao.modules.leads.services._keys import keys_of
from dabiao.modules.leads.services._owning import demand_reach, owners_of
from dabiao.modules.org import queries as org

SOURCES = {
    LeadSource.MANUAL: ("手工", "手工录入"),
    LeadSource.FORM: ("表单", "网页表单"),
    LeadSource.CHAT: ("在线客服", "网页聊天"),
    LeadSource.PHONE: ("电话", "telephone", "cellular", "来电"),
    LeadSource.FILE: ("文件", "导入"),
    LeadSource.API: ("接口",),
    LeadSource.EMAIL: ("邮件", "mail"),
    LeadSource.WECOM: ("企微", "企业微信", "微信"),
    LeadSource.ADVERT: ("广告", "投放", "ad"),
    LeadSource.EVENT: ("活动", "展会", "会销"),
    LeadSource.REFERRAL: ("转介绍", "老客户介绍"),
    LeadSource.OTHER: ("其他",),
}
STATUSES = {
    LeadStatus.NEW: ("新", "新线索", "未联系"),
    LeadStatus.CONTACTED: ("已联系", "跟进中"),
    LeadStatus.QUALIFIED: ("有效", "已确认", "意向"),
    LeadStatus.INVALID: ("无效", "作废"),
}
REASONS = {
    InvalidReason.WRONG_NUMBER: ("空号", "号码错误"),
    InvalidReason.UNREACHABLE: ("联系不上",),
    InvalidReason.NOT_INTERESTED: ("不感兴趣", "拒绝"),
    InvalidReason.NO_BUDGET: ("没有预算",),
    InvalidReason.NOT_A_FIT: ("不匹配",),
    InvalidReason.DUPLICATE: ("重复",),
    InvalidReason.SPAM: ("垃圾",),
    InvalidReason.OTHER: ("其他",),
}


def _field(name: str, *aliases: str, **options: Any) -> ImportField:
    return ImportField(name, f"fields.lead.{name}", aliases=aliases, **options)


FIELDS = (
    _field("name", "姓名", "客户姓名", "联系人", "名字", "full name", "contact name", max_length=120),
    _field("company", "公司", "公司名称", "单位", "企业名称", "organisation", "organization"),
    _field("title", "职务", "职位", "job title", max_length=120),
    _field(
        "phone",
        "电话",
        "手机",
        "手机号",
        "联系电话",
        "电话号码",
        "mobile",
        "tel",
        "phone number",
        parse="phone",
        max_length=40,
    ),
    _field("wechat", "微信", "微信号", max_length=60),
    _field("email", "邮箱", "电子邮箱", "邮件", "e-mail", "mail", parse="email", max_length=120),
    _field("region", "地区", "城市", "省市", "区域", "city", max_length=80),
    _field("source", "来源", "线索来源", "渠道", parse="choice", choices=SOURCES),
    _field("campaign", "活动", "推广计划", "广告计划", max_length=120),
    _field("cost_minor", "成本", "获客成本", "cost", parse="money"),
    _field("grade", "等级", "评级", parse="choice", choices={grade: () for grade in Grade if grade}),
    _field("status", "状态", "线索状态", "outcome", parse="choice", choices=STATUSES, when_new=True),
    _field("invalid_reason", "无效原因", parse="choice", choices=REASONS, when_new=True),
    _field(
        "received_at",
        *("时间", "日期", "创建时间", "留资时间", "进线时间", "date", "created"),
        parse="datetime",
        when_new=True,
    ),
    _field("owner", "负责人", "销售", "跟进人", "salesperson", max_length=80),
    _field("tags", "标签", "线索标签", "tag", "tags", parse=org.tags_named),
    _field("remark", "备注", "说明", "留言", "需求", "comment", "note", max_length=4000),
)

# what tells whose row it is, when records are updated
MATCHES = {
    "phone": lambda phone: person_keys(phone=phone),
    "wechat": lambda wechat: person_keys(wechat=wechat),
    "email": lambda email: person_keys(email=email),
    "company": lambda company: organisation_keys(name=company),
}


def create_rows(rows: list[ParsedRow], *, run: Any, actor: Actor, now: datetime) -> Sequence[RowResult]:
    """Store one chunk; a row that cannot be a lead is rejected alone, one of somebody known joins their record."""
    owners = owners_of(rows, run.options.get("owner_id"))
    outcome = receiving.admit(
        lambda: [_prepared(row, owners, run, actor, now) for row in rows],
        holders={holder.user_id: holder for holder in owners.values()},
        actor=actor,
        now=now,
    )
    return [RowResult.refused(one) if isinstance(one, DomainError) else _result(one) for one in outcome]


def _result(went: receiving.Received) -> RowResult:
    kind, id = went.holder
    if not went.joined:
        return RowResult.made(id)
    changes = {name: [_unknown(name), value] for name, value in went.filled.items()}
    return RowResult.into(id, kind=kind, part_id=went.enquiry_id, changes=changes or None)


def _unknown(name: str) -> Any:
    """What a lead held that did not know this yet."""
    return [] if name == "tags" else None if "." in name else ""


def _prepared(
    row: ParsedRow, owners: dict[str, org.Holder], run: Any, actor: Actor, now: datetime
) -> Lead | DomainError:
    try:
        return _lead(row, owners, run, actor, now)
    except DomainError as error:
        return error


def _lead(row: ParsedRow, owners: dict[str, org.Holder], run: Any, actor: Actor, now: datetime) -> Lead:
    values = {name: value for name, value in row.values.items() if value is not None and "." not in name}
    values["fields"] = custom.of_new("lead", row.values)
    values["tags"] = org.kept_tags(values.get("tags") or ())
    asked = values.pop("owner", "")
    if asked and asked not in owners:
        raise Invalid("leads.unknown_person", field="owner", value=asked)
    holder = owners.get(asked)
    if holder is not None:
        demand_reach(actor, holder)
    if values.get("status") == LeadStatus.INVALID:
        values.setdefault("invalid_reason", InvalidReason.OTHER)
    elif "invalid_reason" in values:
        raise Invalid("leads.reason_without_invalid", field="invalid_reason")
    values.setdefault("source", LeadSource.FILE)
    values.setdefault("received_at", now)
    values |= {"owner_id": holder.user_id if holder else None, "raw": row.raw, "import_id": run.pk}
    return receiving.prepare(
        values,
        holders={holder.user_id: holder} if holder else {},
        anonymous=bool(run.options.get("anonymous")),
        actor=actor,
        now=now,
    )


def _row_keys(row: ParsedRow) -> frozenset[Key]:
    """What a lead made from the row would hold."""
    said = {name: row.values.get(name) or "" for name in (*HANDLES, "company", "name")}
    ended = row.values.get("status") == LeadStatus.INVALID
    return frozenset() if ended else keys_of(Lead(**said))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Invalid("core.not_a_choice", field="options.anonymous", value=value, known="true, false")
    return value


def _person(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise Invalid("core.not_found_here", field="options.owner_id", value=value)
    return org.holder(value, field="options.owner_id").user_id


LEAD_IMPORT = ImportKind(
    kind="lead",
    fields=FIELDS,
    create=create_rows,
    permission="lead.import",
    options={"anonymous": _flag, "owner_id": _person},
    updating=Updating(keys=MATCHES, update=updating.update_rows),
    undo=undoing.undo_rows,
    row_keys=_row_keys,
)
