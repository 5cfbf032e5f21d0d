from datetime import datetime
from typing import Any

from django.apps import AppConfig

from dabiao.core.actor import Actor

HANDLES = frozenset({"phone", "wechat", "email"})


class CustomersConfig(AppConfig):
    name = "dabiao.modules.customers"
    label = "customers"

    def ready(self) -> None:
        from dabiao.core import subjects
        from dabiao.core.bulk import kinds as bulk
        from dabiao.core.conditions import vocabulary
        from dabiao.core.fields import kinds as fielded
        from dabiao.core.identity import similar
        from dabiao.core.importing import custom
        from dabiao.core.importing.kinds import register_import
        from dabiao.modules.customers import queries, services
        from dabiao.modules.customers.models import Contact, Customer
        from dabiao.modules.customers.services.bulk import CUSTOMER_BULK

        bulk.register(CUSTOMER_BULK)
        fielded.register(fielded.Fielded("customer", Customer))
        fielded.register(fielded.Fielded("contact", Contact))
        _make_exportable()
        vocabulary.declare("customer", queries.CUSTOMER_WORDS, visible_to=queries.visible_to)
        vocabulary.declare(
            "contact",
            queries.CONTACT_WORDS,
            visible_to=queries.contacts_visible_to,
            permission="customer.read",
        )
        register_import(services.CUSTOMER_IMPORT)
        custom.mappable("customer")
        subjects.register(
            subjects.Subject(
                kind="customer",
                model=Customer,
                visible_to=queries.visible_to,
                rests_on=("customer",),
                title=_name,
                subtitle_field="industry",
                touch=services.touch,
                recount=services.recount,
                transfer=_transfer,
                holdings=queries.holdings,
                sensitive=HANDLES,
            )
        )
        subjects.register(
            subjects.Subject(
                kind="contact",
                model=Contact,
                visible_to=queries.contacts_visible_to,
                title=_name,
                subtitle_field="customer__name",
                sensitive=HANDLES,
            )
        )
        _make_findable()
        _keep_complete()
        similar.register(
            similar.Compared(
                kind="customer", columns={"company": "name", "phone": "phone", "region": "region"}
            )
        )


def _name(row: Any) -> str:
    return str(row.name)


def _transfer(from_user_id: int, to_user_id: int, *, actor: Actor, now: datetime) -> int:
    from dabiao.modules.customers import services

    return services.transfer(from_user_id, to_user_id=to_user_id, actor=actor, now=now)


def _make_exportable() -> None:
    from dabiao.core.exporting.kinds import ExportKind, register_export
    from dabiao.modules.customers import queries

    register_export(
        ExportKind(queries.CUSTOMERS, queries.exportable, choices=queries.CHOICES, dress=queries.dressed)
    )
    register_export(
        ExportKind(queries.CONTACTS, queries.exportable_contacts, choices=queries.CONTACT_CHOICES)
    )


def _keep_complete() -> None:
    """What a customer lacks is counted by triggers: no writer can forget it, and none has a statement more for it."""
    from django.db import connection

    from dabiao.core.upkeep.triggers import Watch, Watched, register
    from dabiao.modules.customers import rules
    from dabiao.modules.customers.models import counted_anew

    def of_customer(row: str) -> str:
        return counted_anew(f"c.id = {row}.id", connection.vendor)

    def of_contact(row: str) -> str:
        return counted_anew(f"c.id = {row}.customer_id", connection.vendor)

    def missed(now: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute(counted_anew("1 = 1", connection.vendor))

    columns = (*rules.TEXTS, "uscc", "kind", "owner_id", "fields")
    tables = (
        Watched("customers_customer", columns, of_customer, as_it_was=False),
        Watched("customers_contact", ("customer_id", "phone", "decision_role"), of_contact),
    )
    register(Watch("complete", tables, missed))


def _make_findable() -> None:
    from dabiao.core.search import kinds
    from dabiao.modules.customers.models import Contact, Customer

    kinds.register(
        kinds.Searched(
            kind="customer",
            number=2,
            model=Customer,
            texts=("name",),
            phones=("phone",),
            read="customer.read",
        )
    )
    kinds.register(
        kinds.Searched(
            kind="contact",
            number=3,
            model=Contact,
            texts=("name", "customer.name"),
            phones=("phone",),
            handles=("wechat", "email"),
            owner="customer.owner",
            unit="customer.unit",
            read="customer.read",
            shared_by="customer_id",
        )
    )
