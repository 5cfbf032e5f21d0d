"""Customers updated by a file, and such an import taken back."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from dabiao.core.events.models import Event
from dabiao.core.identity.models import IdentityKey
from dabiao.modules.customers.models import Contact, Customer
from dabiao.testing.files import imported, kept, outcomes, refusals, undone
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db
FILE = "客户名称,行业,联系人,手机\n云岚科技有限公司,软件,王芳,13812345678\n远山贸易有限公司,贸易,,\n"


@pytest.fixture
def company(settings: LazySettings, tmp_path: Path) -> Company:
    settings.DABIAO_HOME = tmp_path / "home"
    return make_company()


def customer_of(people: Company, who: str = "sales1", **facts: Any) -> Customer:
    made = people[who].client.write(
        "POST", "/customers", {"name": "云岚科技有限公司", "industry": "软件", **facts}
    )
    return Customer.objects.get(pk=made["id"])


def test_a_customer_is_found_by_its_name_however_it_is_written(company: Company) -> None:
    customer = customer_of(company)
    run = imported(
        "customer",
        "客户名称,地区\n雲嵐科技有限責任公司,杭州\n",
        company["manager"].actor,
        mode="update",
        match=["name"],
    )
    assert outcomes(run) == ["updated"]
    row = Customer.objects.get(pk=customer.pk)
    assert (row.region, row.industry, row.version) == ("杭州", "软件", customer.version + 1)


def test_a_wrong_credit_code_refuses_its_row_alone(company: Company) -> None:
    customer_of(company)
    customer_of(company, name="远山贸易有限公司")
    content = "客户名称,信用代码,地区\n云岚科技有限公司,123,杭州\n远山贸易有限公司,,苏州\n"
    run = imported("customer", content, company["manager"].actor, mode="update", match=["name"])
    assert (outcomes(run), refusals(run)) == (["rejected", "updated"], [(2, "identity.bad_uscc", "uscc")])
    assert list(Customer.objects.order_by("pk").values_list("region", flat=True)) == ["", "苏州"]


def test_an_upsert_makes_new_customers_with_their_contacts(company: Company) -> None:
    customer_of(company)
    run = imported("customer", FILE, company["manager"].actor, mode="upsert", match=["name"])
    assert outcomes(run) == ["unchanged", "created"]
    assert Contact.objects.count() == 0  # a contact comes with a new customer only


def test_an_update_needs_no_name_column(company: Company) -> None:
    customer = customer_of(company)
    mapping = {"编号": "record_id", "行业": "industry"}
    content = f"编号,行业\n{customer.pk},制造\n"
    run = imported(
        "customer", content, company["manager"].actor, mapping=mapping, mode="update", match=["record_id"]
    )
    assert (outcomes(run), Customer.objects.get().industry) == (["updated"], "制造")


def test_a_row_out_of_reach_is_no_record(company: Company) -> None:
    customer_of(company, "sales3")
    run = imported(
        "customer",
        "客户名称,地区\n云岚科技有限公司,杭州\n",
        company["manager"].actor,
        mode="update",
        match=["name"],
    )
    assert refusals(run) == [(2, "importing.nothing_to_update", "name")]


def test_customers_that_nobody_touched_are_gone_with_contact_and_keys(company: Company) -> None:
    manager = company["manager"].actor
    run = undone(imported("customer", FILE, manager), manager)
    assert (run.undone, run.kept) == (2, 0)
    assert (Customer.objects.count(), Contact.objects.count(), IdentityKey.objects.count()) == (0, 0, 0)
    assert Event.objects.filter(kind="customer.withdrawn").count() == 2


def test_a_customer_with_a_deal_or_a_further_contact_is_kept(company: Company) -> None:
    manager = company["manager"]
    run = imported("customer", FILE, manager.actor)
    first, second = Customer.objects.order_by("pk")
    body = {"customer_id": first.pk, "name": "采购", "amount_minor": 100}
    manager.client.write("POST", "/opportunities", body)
    manager.client.write("POST", "/contacts", {"customer_id": second.pk, "name": "李四"})
    run = undone(run, manager.actor)
    assert (run.undone, run.kept, Customer.objects.count()) == (0, 2, 2)
    assert [verdict for _, verdict, _ in kept(run)] == ["kept", "kept"]


def test_a_contact_that_a_row_brought_along_goes_and_one_edited_since_stays(company: Company) -> None:
    customer_of(company, "manager")
    customer_of(company, "manager", name="远山贸易有限公司")
    content = FILE.replace("贸易,,", "贸易,李四,13900000001")
    manager = company["manager"]
    run = imported("customer", content, manager.actor)
    assert outcomes(run) == ["joined", "joined"]
    contact = Contact.objects.get(name="王芳")
    manager.client.write(
        "PATCH", f"/contacts/{contact.pk}", {"changes": {"title": "经理"}, "version": contact.version}
    )
    run = undone(run, manager.actor)
    assert kept(run) == [(2, "kept", [("importing.kept_edited", "")])]
    assert list(Contact.objects.values_list("name", flat=True)) == ["王芳"]
    assert not IdentityKey.objects.filter(value="+8613900000001").exists()


def test_a_name_that_was_changed_comes_back_unless_it_is_taken(company: Company) -> None:
    first = customer_of(company)
    second = customer_of(company, name="远山贸易有限公司")
    mapping = {"编号": "record_id", "名称": "name", "行业": "industry"}
    content = f"编号,名称,行业\n{first.pk},新云岚,制造\n{second.pk},新远山,制造\n"
    manager = company["manager"].actor
    run = imported("customer", content, manager, mapping=mapping, mode="update", match=["record_id"])
    customer_of(company, "sales3", name="远山贸易有限公司")
    run = undone(run, manager)
    assert kept(run) == [(3, "partly", [("importing.kept_key_taken", "name")])]
    mine = Customer.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert list(mine.values_list("name", "industry")) == [("云岚科技有限公司", "软件"), ("新远山", "软件")]
