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
        from dabiao.core.exporting.kinds import ExportKind, register_export
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
        register_export(ExportKind(queries.CUSTOMERS, queries.exportable, choices=queries.CHOICES))
        register_export(
            ExportKind(queries.CONTACTS, queries.exportable_contacts, choices=queries.CONTACT_CHOICES)
        )
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
