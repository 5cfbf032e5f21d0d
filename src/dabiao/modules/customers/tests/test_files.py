"""Customers into and out of files."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.errors import Forbidden
from dabiao.core.fields.tests.made import make
from dabiao.core.importing.guessing import guess
from dabiao.core.importing.kinds import ParsedRow, kind_named
from dabiao.core.importing.reading.survey import Column
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.customers.services.importing import CUSTOMER_IMPORT, create_rows
from dabiao.modules.customers.tests.builders import a_contact, a_customer, told
from dabiao.testing.exports import exported
from dabiao.testing.people import NOW, Company

SITES = (
    *("True Id", "Id", "Source", "Site name", "Address", "Zip", "Phone", "Fax", "Program Name", "Agency"),
    *("Website", "Executive Director", "Center Director", "Email Address"),
)


def guessed(*headers: str) -> dict[str, str]:
    return guess(CUSTOMER_IMPORT, [Column(header, ()) for header in headers])


def stored(company: Company, *rows: dict[str, Any], who: str = "ops", **options: Any) -> list[Any]:
    parsed = [ParsedRow(number, values, {}) for number, values in enumerate(rows, start=2)]
    run = SimpleNamespace(pk=7, options=options)
    return list(create_rows(parsed, run=run, actor=company[who].actor, now=NOW))


def test_the_kind_is_registered(db: None) -> None:
    assert kind_named("customer") is CUSTOMER_IMPORT
    assert [one.name for one in CUSTOMER_IMPORT.fields if one.required] == ["name"]


def test_columns_of_a_public_directory_are_recognised(db: None) -> None:
    assert guessed(*SITES) == {
        "Source": "source",
        "Site name": "name",
        "Address": "address",
        "Phone": "phone",
        "Website": "website",
        "Executive Director": "contact_name",
        "Email Address": "contact_email",
    }


def test_chinese_columns_are_recognised(db: None) -> None:
    columns = {
        "客户名称*": "name",
        "客户类型": "kind",
        "所属行业": "industry",
        "地区": "region",
        "公司电话": "phone",
        "官网": "website",
        "详细地址": "address",
        "来源": "source",
        "备注": "remark",
        "联系人": "contact_name",
        "手机号（必填）": "contact_phone",
        "邮箱": "contact_email",
    }
    assert guessed(*columns) == columns
    assert guessed("Agency", "Center Director") == {"Agency": "name", "Center Director": "contact_name"}


def test_a_row_makes_a_customer_and_its_first_contact(company: Company) -> None:
    row = {
        "name": "Chicago Commons\nAssociation",
        "kind": None,
        "phone": "3865286",
        "contact_name": "Dan Valliere",
        "contact_phone": None,
        "contact_email": "dan@commons.org",
    }
    (result,) = stored(company, row)
    customer, contact = Customer.objects.get(), Contact.objects.get()
    assert (result.id, result.outcome, result.error) == (customer.pk, "created", None)
    assert (customer.name, customer.kind, customer.phone, customer.owner_id, customer.import_id) == (
        "Chicago Commons Association",
        "organisation",
        "3865286",
        company["ops"].id,
        7,
    )
    assert (contact.customer_id, contact.name, contact.email, contact.is_primary) == (
        customer.pk,
        "Dan Valliere",
        "dan@commons.org",
        True,
    )
    said = {"name": customer.name, "source": "", "import_id": 7, "contact_name": "Dan Valliere"}
    assert told("customer", customer.pk) == told("contact", contact.pk) == [("customer.created", said)]


def test_a_row_without_a_person_makes_only_the_customer_and_an_unnamed_one_is_called_like_it(
    company: Company,
) -> None:
    stored(company, {"name": "甲"}, {"name": "乙", "contact_phone": "13812345678"})
    assert list(Contact.objects.values_list("customer__name", "name", "phone")) == [
        ("乙", "乙", "13812345678")
    ]


def test_a_nameless_row_is_rejected_alone(company: Company) -> None:
    results = stored(company, {"name": " \u200b"}, {"name": "甲"})
    assert [(one.error.code if one.error else None, one.id is not None) for one in results] == [
        ("core.required", False),
        (None, True),
    ]


def test_a_file_for_somebody_else_needs_assigning_to_reach_them(company: Company) -> None:
    stored(company, {"name": "甲"}, who="manager", owner_id=company["sales1"].id)
    assert Customer.objects.get().owner_id == company["sales1"].id
    with pytest.raises(Forbidden, match="person_out_of_reach"):
        stored(company, {"name": "乙"}, who="manager", owner_id=company["sales3"].id)


def test_a_chunk_costs_as_many_statements_as_a_row(company: Company) -> None:
    stored(company, {"name": "先来的"})  # what a process learns once is known then
    counts = []
    for size in (1, 25):
        rows = [
            {"name": f"客户{size}-{n}", "contact_name": "王芳", "contact_phone": f"138{size:02d}{n:06d}"}
            for n in range(size)
        ]
        with CaptureQueriesContext(connection) as seen:
            assert len(stored(company, *rows)) == size
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_an_export_holds_the_rows_of_the_list_masked_as_shown_and_is_recorded(company: Company) -> None:
    first = a_customer(company["sales1"], "甲", phone="138 1234 5678")
    a_contact(company["sales1"], first)
    a_customer(company["sales2"], "乙", kind="person")
    a_customer(company["sales3"], "丙")
    heading, *rows = exported(company["manager"].client, "customer", sort="name")
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [(row["Customer"], row["Kind"], row["Phone"], row["Contacts"]) for row in found] == [
        ("乙", "Person", "", "0"),
        ("甲", "Organisation", "138****5678", "1"),
    ]
    event = company["boss"].client.read("/audit", kind="export.downloaded")["items"][0]
    assert event["data"] == {
        "record_kind": "customer",
        "what": "Customers (all)",
        "rows": 2,
        "format": "csv",
    }


def test_an_export_reaches_no_further_than_the_right_to_export(company: Company) -> None:
    a_customer(company["sales1"], "甲")
    assert len(exported(company["lead1"].client, "customer")) == 2
    refused = company["sales1"].client.problem("POST", "/exports", {"kind": "customer"})
    assert refused[:2] == (403, "access.forbidden")


def test_a_file_of_contacts_holds_what_the_list_shows_masked_as_there(company: Company) -> None:
    make(company, "hobby", "choice", kind="contact", labels={"en": "Hobby"})
    option = company["ops"].client.read("/fields", kind="contact")["items"][0]["options"][0]
    customer = a_customer(company["sales1"])
    handles = {"phone": "13812345678", "wechat": "wangfang88", "email": "wang@example.com"}
    a_contact(
        company["sales1"],
        customer,
        decision_role="decides",
        is_primary=True,
        fields={"hobby": option["id"]},
        **handles,
    )
    a_contact(company["sales3"], a_customer(company["sales3"], "别处公司"), "李强")
    columns = ["name", "customer_name", *handles, "decision_role", "is_primary", "fields.hobby"]
    heading, row = exported(company["lead1"].client, "contact", columns=columns)
    (shown,) = company["lead1"].client.read("/contacts")["items"]
    assert heading == [
        *("Record number", "Name", "Customer", "Phone", "WeChat", "E-mail"),
        *("Role in the decision", "Primary contact", "Hobby"),
    ]
    assert row[:6] == [str(shown["id"]), "王芳", customer.name, *(shown[name] for name in handles)]
    assert all("*" in cell for cell in row[3:6])
    assert row[6:] == ["Decides", "Yes", "用友"]
    assert exported(company["ops"].client, "contact", columns=[*handles], is_primary=True)[1][1:] == [
        *("13812345678", "wangfang88", "wang@example.com"),
    ]
    assert company["sales1"].client.problem("POST", "/exports", {"kind": "contact"})[0] == 403
