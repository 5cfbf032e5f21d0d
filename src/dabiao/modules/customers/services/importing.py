"""Customers from files: which columns mean what, and how a chunk of rows is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Invalid
from dabiao.core.events.services import Entry, record_all
from dabiao.core.identity import queries as identities
from dabiao.core.identity import services as identity
from dabiao.core.identity.arrivals import Again, Overtaken, retried, sort_out
from dabiao.core.identity.keys import Key, KeyKind, organisation_keys, person_keys, uscc
from dabiao.core.importing import custom
from dabiao.core.importing.kinds import ImportField, ImportKind, ParsedRow, RowResult, Updating
from dabiao.core.text import line
from dabiao.modules.customers import events, queries
from dabiao.modules.customers.enums import CustomerKind
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.customers.services import undoing, updating
from dabiao.modules.customers.services._holding import wanted_holder
from dabiao.modules.customers.services._keys import keys_of
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
    _field("uscc", "统一社会信用代码", "信用代码", "税号", "纳税人识别号", "credit code", max_length=40),
    _field("website", "网址", "网站", "官网", "公司网址", "url", "web", "homepage"),
    _field("address", "地址", "公司地址", "详细地址", "street", "street address", max_length=300),
    _field("source", "来源", "客户来源", "渠道", "lead source", "channel", max_length=80),
    _field("remark", "备注", "说明", "描述", "comment", "note", "notes", "description", max_length=4000),
    _field(
        "contact_name",
        *("联系人", "联系人姓名", "主要联系人", "负责人姓名", "姓名", "contact", "contact person"),
        *("executive director", "center director"),
        max_length=120,
        when_new=True,
    ),
    _field(
        "contact_phone",
        *("联系人电话", "联系人手机", "手机", "手机号", "移动电话", "mobile", "mobile phone", "cell"),
        parse="phone",
        when_new=True,
    ),
    _field(
        "contact_email",
        *("邮箱", "电子邮箱", "邮件", "联系人邮箱", "email", "e-mail", "email address", "mail"),
        parse="email",
        when_new=True,
    ),
)
# Which company it is decides before whose telephone it has: companies share switchboards.
ORGANISATION_FIRST = {kind: place for place, kind in enumerate((*tuple(KeyKind)[3:], *tuple(KeyKind)[:3]))}
ONE_LINE = ("name", "industry", "region", "website", "address", "source")


def create_rows(rows: list[ParsedRow], *, run: Any, actor: Actor, now: datetime) -> Sequence[RowResult]:
    """Store one chunk: a customer per row, with its first contact where the row names or reaches one.

    A row of a customer there is already joins it, and brings its contact along; one of a live lead is refused: that is
    converted, not imported.
    """
    holder = wanted_holder(run.options.get("owner_id"), actor)
    return retried(lambda: _stored([_row(row.values, holder, run.pk, now) for row in rows], actor, now))


@dataclass(slots=True)
class _Row:
    """What one row says: a customer and perhaps somebody there, both unsaved; or why it is no customer."""

    customer: Customer
    contact: Contact | None
    error: DomainError | None = None

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset() if self.error else keys_of(self.customer, [self.contact] if self.contact else [])


def _row(values: Mapping[str, Any], holder: org.Holder | None, run_id: int, now: datetime) -> _Row:
    try:
        customer = _customer(values, holder, run_id, now)
    except DomainError as error:
        return _Row(Customer(), None, error)
    return _Row(customer, _contact(values, customer, now))


def _stored(rows: list[_Row], actor: Actor, now: datetime) -> list[RowResult]:
    keys = [row.keys for row in rows]
    places = sort_out(keys, identities.holders(frozenset().union(*keys)), rank=ORGANISATION_FIRST)
    new = [place for place, row in enumerate(rows) if row.error is None and places[place] is None]
    Customer.objects.bulk_create([rows[place].customer for place in new])
    contacts = [contact for place in new if (contact := rows[place].contact)]
    Contact.objects.bulk_create(contacts)
    if identity.claim({("customer", rows[place].customer.pk): keys[place] for place in new}):
        raise Overtaken
    record_all([_entry(rows[place]) for place in new], actor=actor, now=now)
    return [_result(rows, place, places[place], actor, now) for place in range(len(rows))]


def _result(rows: list[_Row], place: int, again: Again | None, actor: Actor, now: datetime) -> RowResult:
    row = rows[place]
    if row.error is not None:
        return RowResult.refused(row.error)
    if again is None:
        return RowResult.made(row.customer.pk, part_id=row.contact.pk if row.contact else None)
    kind, id = again.holder or ("customer", rows[again.place or 0].customer.pk)
    if kind != "customer":
        return RowResult.refused(identity.as_refusal(again.key, (kind, id), actor=actor))
    return RowResult.into(id, part_id=_bring_along(row, id, actor, now))


def _bring_along(row: _Row, customer_id: int, actor: Actor, now: datetime) -> int | None:
    """One more person of a customer there is, unless they are known there, or their number is somebody else's."""
    contact = row.contact
    if contact is None:
        return None
    customer = queries.hold_many([customer_id])[customer_id]
    people = list(Contact.objects.filter(customer=customer))
    keys = keys_of(Customer(), [contact])
    if any(one.name == contact.name for one in people) or keys & keys_of(Customer(), people):
        return None
    contact.customer, contact.is_primary = customer, not people
    contact.save(force_insert=True)
    if identity.claim({("customer", customer_id): keys}):
        contact.delete()
        return None
    fact = events.ContactCreated(
        contact_id=contact.pk,
        name=contact.name,
        title="",
        customer_name=customer.name,
        import_id=row.customer.import_id,
    )
    record_all([Entry(fact, [customer, contact])], actor=actor, now=now)
    return contact.pk


def _customer(values: Mapping[str, Any], holder: org.Holder | None, run_id: int, now: datetime) -> Customer:
    lines = {name: line(values.get(name) or "") for name in ONE_LINE}
    if not lines["name"]:
        raise Invalid("core.required", field="name")
    return Customer(
        **lines,
        kind=values.get("kind") or CustomerKind.ORGANISATION,
        phone=values.get("phone") or "",
        uscc=uscc(values.get("uscc") or ""),
        remark=values.get("remark") or "",
        fields=custom.of_new("customer", values),
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
        name=line(name) or customer.name[:120],
        phone=phone,
        email=email,
        is_primary=True,
        created_at=now,
        updated_at=now,
    )


def _entry(row: _Row) -> Entry:
    """One fact per row: what came together is told together."""
    customer, contact = row.customer, row.contact
    fact = events.CustomerCreated(
        name=customer.name,
        source=customer.source,
        import_id=customer.import_id,
        contact_name=contact.name if contact else "",
    )
    return Entry(fact, [customer, contact] if contact else [customer])


# what tells which customer a row is of, when records are updated
MATCHES = {
    "uscc": lambda code: organisation_keys(uscc=code),
    "name": lambda name: organisation_keys(name=name),
    "phone": lambda phone: person_keys(phone=phone),
}


def _row_keys(row: ParsedRow) -> frozenset[Key]:
    """What a customer made from the row would hold, its contact included."""
    said = {name: value or "" for name, value in row.values.items()}
    kind = said.get("kind") or CustomerKind.ORGANISATION
    own = Customer(
        name=said.get("name", ""), kind=kind, phone=said.get("phone", ""), uscc=said.get("uscc", "")
    )
    somebody = Contact(phone=said.get("contact_phone", ""), email=said.get("contact_email", ""))
    return keys_of(own, [somebody])


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
    updating=Updating(keys=MATCHES, update=updating.update_rows),
    undo=undoing.undo_rows,
    part_kind="contact",
    row_keys=_row_keys,
)
