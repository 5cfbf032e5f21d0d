"""Custom fields: what records hold is of the type that the definition says, and belongs to a definition at all."""

from dabiao.doctor.findings import Check

_TABLES = {
    "lead": "leads_lead",
    "customer": "customers_customer",
    "contact": "customers_contact",
    "opportunity": "opportunities_opportunity",
    "contract": "contracts_contract",
    "activity": "activities_activity",
    "instalment": "receivables_instalment",
    "receipt": "receivables_receipt",
}
# what a definition's type is in JSON, as each database calls it
_POSTGRESQL = """
    SELECT t.id FROM {table} t CROSS JOIN LATERAL jsonb_each(t.fields) held
    LEFT JOIN fields_customfield d ON d.kind = '{kind}' AND d.key = held.key
    WHERE {wrong}
"""
_SQLITE = """
    SELECT t.id FROM {table} t, json_each(t.fields) held
    LEFT JOIN fields_customfield d ON d.kind = '{kind}' AND d.key = held.key
    WHERE {wrong}
"""
_OF_ANOTHER_TYPE = {
    "postgresql": """
        d.id IS NOT NULL AND jsonb_typeof(held.value) <> CASE d.type
            WHEN 'number' THEN 'number' WHEN 'money' THEN 'number' WHEN 'bool' THEN 'boolean'
            WHEN 'choices' THEN 'array' ELSE 'string' END""",
    "sqlite": """
        d.id IS NOT NULL AND held.type NOT IN (CASE d.type
            WHEN 'number' THEN 'integer' WHEN 'money' THEN 'integer' WHEN 'bool' THEN 'true'
            WHEN 'choices' THEN 'array' ELSE 'text' END, CASE d.type WHEN 'bool' THEN 'false' ELSE '' END)""",
}
_NULL = {"postgresql": "jsonb_typeof(held.value) = 'null'", "sqlite": "held.type = 'null'"}
_OF_NO_FIELD = dict.fromkeys(("postgresql", "sqlite"), "d.id IS NULL")


def _sql(kind: str, wrong: dict[str, str]) -> dict[str, str]:
    around = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}
    return {
        vendor: text.format(table=_TABLES[kind], kind=kind, wrong=wrong[vendor])
        for vendor, text in around.items()
    }


CHECKS = tuple(
    check
    for kind in _TABLES
    for check in (
        Check(
            f"fields.{kind}_of_another_type",
            _sql(kind, _OF_ANOTHER_TYPE),
            f"A {kind} holds in a custom field what is not of the field's type; lists and conditions take it for nothing.",
            "Find what wrote it; set the key in the column `fields` to a value of the type, or take it out.",
        ),
        Check(
            f"fields.{kind}_holds_null",
            _sql(kind, _NULL),
            f"A {kind} holds null in a custom field, where the key should be absent.",
            "Take the key out of the column `fields`.",
        ),
        Check(
            f"fields.{kind}_of_no_field",
            _sql(kind, _OF_NO_FIELD),
            f"A {kind} holds a value under a key that no field has, removed ones included.",
            "Take the key out of the column `fields`, or define the field.",
        ),
    )
)
