"""Gives the customers and live leads of before their keys. Where two had one key, the older record keeps it."""

from collections import defaultdict
from itertools import islice

from django.db import migrations

from dabiao.core.identity.keys import organisation_keys, person_keys

CHUNK = 1000


def give_keys(apps, schema_editor):
    give(apps, "customer", customers(apps))
    give(apps, "lead", leads(apps))


def customers(apps):
    Customer, Contact = apps.get_model("customers", "Customer"), apps.get_model("customers", "Contact")
    rows = Customer.objects.order_by("pk").values_list("pk", "name", "kind", "phone").iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        people = defaultdict(list)
        handles = Contact.objects.filter(customer__in=[row[0] for row in chunk])
        for customer_id, phone, wechat, email in handles.values_list("customer_id", "phone", "wechat", "email"):
            people[customer_id].append(person_keys(phone=phone, wechat=wechat, email=email))
        for id, name, kind, phone in chunk:
            own = organisation_keys(name=name) if kind == "organisation" else frozenset()
            yield id, own.union(person_keys(phone=phone), *people[id])


def leads(apps):
    live = apps.get_model("leads", "Lead").objects.exclude(status__in=["converted", "invalid"]).order_by("pk")
    rows = live.values_list("pk", "name", "company", "phone", "wechat", "email")
    for id, name, company, phone, wechat, email in rows.iterator(chunk_size=CHUNK):
        keys = person_keys(phone=phone, wechat=wechat, email=email)
        yield id, keys or (organisation_keys(name=company) if company and not name else frozenset())


def give(apps, kind, records):
    Key = apps.get_model("identity", "IdentityKey")
    while chunk := list(islice(records, CHUNK)):
        Key.objects.bulk_create(
            (
                Key(kind=str(key.kind), value=key.value, holder_kind=kind, holder_id=id)
                for id, keys in chunk
                for key in sorted(keys)
            ),
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0002_enquiries"),
        ("customers", "0003_customer_uscc"),
        ("identity", "0001_initial"),
    ]
    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True)]
