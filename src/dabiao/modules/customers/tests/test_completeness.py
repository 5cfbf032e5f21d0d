"""How complete a customer is (C1): whoever writes, the column says what the rule says."""

import random

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.fields import services as fields
from dabiao.core.fields.models import CustomField
from dabiao.core.timers import worker
from dabiao.core.timers.models import Job
from dabiao.modules.customers import rules, schemas, services
from dabiao.modules.customers.models import Contact, Customer, Requirement
from dabiao.modules.customers.tests.builders import a_customer
from dabiao.testing.people import NOW

PEOPLE = {"labels": {"en": "Headcount"}}


def require(company, *facts):
    services.require(facts, actor=company["ops"].actor, now=NOW)
    worker.drain(NOW)


def by_rule(customer):
    """What the pure rule says of the rows as they lie there."""
    required = list(Requirement.objects.order_by("position").values_list("fact", flat=True))
    [row] = Customer.objects.filter(pk=customer.pk).values()
    contacts = list(Contact.objects.filter(customer=customer).values("phone", "decision_role"))
    lacking = rules.missing(required, row, contacts)
    return ",".join(lacking), rules.completeness(len(required), len(lacking))


def check_all():
    for customer in Customer.objects.all():
        assert (customer.missing, customer.completeness) == by_rule(customer)


def one_change(dice, company):
    """A random change of a customer or of somebody there, by service or behind every service's back."""
    customer = dice.choice(list(Customer.objects.order_by("pk")))
    contact = Contact.objects.filter(customer=customer).order_by("?").first()
    text = dice.choice(["", "有"])
    ways = [
        lambda: Customer.objects.filter(pk=customer.pk).update(**{dice.choice(rules.TEXTS): text}),
        lambda: Customer.objects.filter(pk=customer.pk).update(kind=dice.choice(["person", "organisation"])),
        lambda: Customer.objects.filter(pk=customer.pk).update(uscc=dice.choice(["", "91330106MA2B0KQX8A"])),
        lambda: Customer.objects.filter(pk=customer.pk).update(
            owner_id=dice.choice([None, company["sales1"].id])
        ),
        lambda: Customer.objects.filter(pk=customer.pk).update(fields=dice.choice([{}, {"people": 20}])),
        lambda: a_customer(company["sales1"], name=f"新 {dice.random()}"),
        lambda: Contact.objects.create(
            customer=customer,
            name="王芳",
            phone=dice.choice(["", "+8613812345678"]),
            decision_role=dice.choice(["decides", "unknown"]),
            created_at=NOW,
            updated_at=NOW,
        ),
        lambda: contact and Contact.objects.filter(pk=contact.pk).update(phone=dice.choice(["", "+86138"])),
        lambda: contact and Contact.objects.filter(pk=contact.pk).update(customer=Customer.objects.first()),
        lambda: contact and contact.delete(),
    ]
    dice.choice(ways)()


@pytest.mark.parametrize("seed", [1, 2])
def test_whoever_writes_a_customer_is_as_complete_as_the_rule_says(company, seed):
    fields.create(
        kind="customer", key="people", type="number", values=PEOPLE, actor=company["ops"].actor, now=NOW
    )
    dice = random.Random(seed)
    a_customer(company["sales1"], name="云岚科技")
    known = [*rules.FACTS, "fields.people"]
    for _ in range(4):
        require(company, *dice.sample(known, dice.randrange(len(known) + 1)))
        check_all()
        for _ in range(25):
            one_change(dice, company)
        check_all()


def test_other_facts_are_counted_in_the_background_and_go_on_after_a_kill(company, monkeypatch):
    monkeypatch.setattr("dabiao.modules.customers.services.completing.CHUNK", 2)
    for number in range(5):
        a_customer(company["sales1"], name=f"客户 {number}")
    services.require(["industry"], actor=company["ops"].actor, now=NOW)
    assert company["ops"].client.read("/customer-requirements")["counting"]
    first = services.recount_after(0, actor=SYSTEM, now=NOW)  # as far as the job came before it was killed
    Job.objects.filter(kind=services.RECOUNT).update(checkpoint=first)
    assert sorted(Customer.objects.values_list("missing", flat=True)) == ["", "", "", "industry", "industry"]
    worker.drain(NOW)
    check_all()
    assert set(Customer.objects.values_list("missing", "completeness")) == {("industry", 0)}
    assert not company["ops"].client.read("/customer-requirements")["counting"]


def test_the_page_and_the_list_tell_what_is_missing(company):
    require(company, "phone", "industry", "contact_phone", "owner")
    client = company["sales1"].client
    made = client.write("POST", "/customers", {"name": "云岚科技", "industry": "软件"})
    assert (made["completeness"], made["missing"]) == (50, ["phone", "contact_phone"])
    contact = {"customer_id": made["id"], "name": "王芳", "phone": "13812345678"}
    client.write("POST", "/contacts", contact)
    assert client.read(f"/customers/{made['id']}")["missing"] == ["phone"]
    changes = {"changes": {"phone": "0571-88886666"}, "version": made["version"]}
    done = client.write("PATCH", f"/customers/{made['id']}", changes)
    assert (done["completeness"], done["missing"]) == (100, [])
    other = client.write("POST", "/customers", {"name": "别家"})
    for params, ids in (
        ({"complete": "true"}, [made["id"]]),
        ({"complete": "false"}, [other["id"]]),
        ({"sort": "completeness"}, [other["id"], made["id"]]),
        ({"where": '{"field":"completeness","op":"lt","value":100}'}, [other["id"]]),
    ):
        assert [row["id"] for row in client.read("/customers", **params)["items"]] == ids
    schemas.CustomerOut.model_validate(client.read("/customers")["items"][0])


def test_every_count_of_complete_customers_opens_exactly_these(company):
    require(company, "industry")
    for who in ("sales1", "sales1b", "sales3"):
        for number in range(3):
            a_customer(company[who], name=f"{who} {number}", industry="软件" if number else "")
    Customer.objects.filter(name="sales3 0").update(owner=None, unit=None)
    for who in ("ops", "lead1", "sales1"):
        client = company[who].client
        seen = {row["id"] for row in client.read("/customers", limit=100)["items"]}
        for by in ("person", "team"):
            told = client.read("/customer-completeness", by=by)
            opened = set()
            for row in told["rows"]:
                for word, count in (("true", row["complete"]), ("false", row["incomplete"])):
                    found = client.read("/customers", limit=100, complete=word, **row["params"])["items"]
                    assert len(found) == count
                    opened |= {one["id"] for one in found}
            assert opened == seen
            schemas.Completeness.model_validate(told)


def test_only_facts_that_there_are_can_be_asked_for_and_once(company):
    client = company["ops"].client
    for facts, code in ((["horoscope"], "core.not_a_choice"), (["phone", "phone"], "customers.asked_twice")):
        assert client.problem("PUT", "/customer-requirements", {"facts": facts}) == (422, code, "facts")
    told = client.write("PUT", "/customer-requirements", {"facts": ["contact", "phone"]})
    assert [one["fact"] for one in told["items"] if one["required"]] == ["contact", "phone"]
    assert sorted(one["fact"] for one in told["items"]) == sorted(rules.FACTS)
    schemas.Requirements.model_validate(told)


def test_a_custom_field_that_is_removed_is_asked_for_no_more(company):
    ops = company["ops"].actor
    fields.create(kind="customer", key="people", type="number", values=PEOPLE, actor=ops, now=NOW)
    require(company, "fields.people", "industry")
    customer = a_customer(company["sales1"], name="云岚科技", industry="软件")
    assert Customer.objects.get(pk=customer.pk).missing == "fields.people"
    fields.remove(CustomField.objects.get(key="people").pk, actor=ops, now=NOW)
    worker.drain(NOW)
    assert Customer.objects.get(pk=customer.pk).missing == ""


def test_to_ask_for_the_same_again_changes_nothing(company):
    require(company, "industry")
    before = Job.objects.count()
    require(company, "industry")
    assert Job.objects.count() == before
