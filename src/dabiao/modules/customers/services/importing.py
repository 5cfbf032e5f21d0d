"""Customers from files: which columns mean what, and how a chunk of rows is stored."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import Entry, record_all
from dabiao.core.importing.kinds import ImportField, ImportKind, ParsedRow, RowResult
from dabiao.core.text import squash
from dabiao.modules.customers import events
from dabiao.modules.customers.enums import CustomerKind
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.customers.services._holding import wanted_holder
from dabiao.modules.org import queries as org

KINDS: Mapping[str, Sequence[str]] = {
    CustomerKind.ORGANISATION: (
        "企业",
        "公司",
        "机构",
        "单位",
        "企业客户",
        "organization",
        "company",
        "business",
    ),
    CustomerKind.PERSON: ("个人", "个人客户", "individual", "private"),
}


def _field(name: str, *aliases: str, **options: Any) -> ImportField:
    return ImportField(name, f"fields.customer.{name}", aliases=aliases, **options)


FIELDS = (
    _field(
        "name",
        *("客户", "客户名称", "公司", "公司名称", "企业名称", "单位名称", "机构名称", "名称", "全称"),
        *(
            "customer",
            "customer name",
            "company",
            "company name",
            "organisation",
            "organization",
            "account name",
        ),
        *("site name", "agency"),
        required=True,
    ),
    _field("kind", "类型", "客户类型", "客户性质", "type", "customer type", parse="choice", choices=KINDS),
    _field("industry", "行业", "所属行业", "sector", max_length=80),
    _field("region", "地区", "城市", "省市", "区域", "所在地", "city", "area", max_length=80),
    _field(
        "phone",
        *("电话", "公司电话", "座机", "固定电话", "总机", "联系电话", "tel", "telephone"),
        *("phone number", "office phone"),
        parse="phone",
    ),
    _field("website", "网址", "网站", "官网", "公司网址", "url", "web", "homepage"),
    _field("address", "地址", "公司地址", "详细地址", "street", "street address", max_length=300),
    _field("source", "来源", "客户来源", "渠道", "lead source", "channel", max_length=80),
    _field("remark", "备注", "说明", "描述", "comment", "note", "notes", "description", max_length=4000),
    _field(
        "contact_name",
        *("联系人", "联系人姓名", "主要联系人", "负责人姓名", "姓名", "contact", "contact person"),
        *("executive director", "center director"),
        max_length=120,
    ),
    _field(
        "contact_phone",
        *("联系人电话", "联系人手机", "手机", "手机号", "移动电话", "mobile", "mobile phone", "cell"),
        parse="phone",
    ),
    _field(
        "contact_email",
        *("邮箱", "电子邮箱", "邮件", "联系人邮箱", "email", "e-mail", "email address", "mail"),
        parse="email",
    ),
)
ONE_LINE = ("name", "industry", "region", "website", "address", "source")


def create_rows(rows: list[ParsedRow], *, run: Any, actor: Actor, now: datetime) -> Sequence[RowResult]:
    """Store one chunk: a customer per row, with its first contact where the row names or reaches one."""
    holder = wanted_holder(run.options.get("owner_id"), actor)
    prepared = [_customer(row.values, holder, run.pk, now) for row in rows]
    customers = [one for one in prepared if isinstance(one, Customer)]
    Customer.objects.bulk_create(customers)
    contacts = {
        customer.pk: contact
        for row, customer in zip(rows, prepared, strict=True)
        if isinstance(customer, Customer) and (contact := _contact(row.values, customer, now))
    }
    Contact.objects.bulk_create(contacts.values())
    record_all([_entry(one, contacts.get(one.pk)) for one in customers], actor=actor, now=now)
    return [RowResult.made(one.pk) if isinstance(one, Customer) else RowResult(error=one) for one in prepared]


def _customer(
    values: Mapping[str, Any], holder: org.Holder | None, run_id: int, now: datetime
) -> Customer | Invalid:
    lines = {name: squash(values.get(name) or "") for name in ONE_LINE}
    if not lines["name"]:
        return Invalid("core.required", field="name")
    return Customer(
        **lines,
        kind=values.get("kind") or CustomerKind.ORGANISATION,
        phone=values.get("phone") or "",
        remark=values.get("remark") or "",
        owner_id=holder.user_id if holder else None,
        unit_id=holder.unit_id if holder else None,
        import_id=run_id,
        created_at=now,
        updated_at=now,
    )


def _contact(values: Mapping[str, Any], customer: Customer, now: datetime) -> Contact | None:
    """Somebody reachable but not named is called like the customer."""
    name, phone, email = (values.get(f"contact_{part}") or "" for part in ("name", "phone", "email"))
    if not (name or phone or email):
        return None
    return Contact(
        customer=customer,
        name=squash(name) or customer.name[:120],
        phone=phone,
        email=email,
        is_primary=True,
        created_at=now,
        updated_at=now,
    )


def _entry(customer: Customer, contact: Contact | None) -> Entry:
    """One fact per row: what came together is told together."""
    fact = events.CustomerCreated(
        name=customer.name,
        source=customer.source,
        import_id=customer.import_id,
        contact_name=contact.name if contact else "",
    )
    return Entry(fact, [customer, contact] if contact else [customer])


def _person(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise Invalid("core.not_found_here", field="options.owner_id", value=value)
    return org.holder(value, field="options.owner_id").user_id


CUSTOMER_IMPORT = ImportKind(
    kind="customer",
    fields=FIELDS,
    create=create_rows,
    permission="customer.import",
    options={"owner_id": _person},
)
