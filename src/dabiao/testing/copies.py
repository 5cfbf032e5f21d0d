"""What many tests make in the same way: made once, then written again as the rows that it left behind."""

from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

from dabiao.core.access.models import Role
from dabiao.core.search.models import Entry

Result = TypeVar("Result")
Rows = dict[type[models.Model], dict[Any, models.Model]]


@dataclass
class _Made:
    """`result` is what the maker returned; `rows` what it wrote into empty tables, `changed` rows before and after."""

    result: Any
    rows: dict[type[models.Model], list[models.Model]]
    changed: list[tuple[models.Model, models.Model]]
    roles: dict[str, int]

    def fits(self) -> bool:
        """Whether the database is as it was then: another state must be met by the maker itself."""
        return (
            _roles() == self.roles
            and not any(table._base_manager.exists() for table in self.rows)
            and all(_same(before, _now(before)) for before, _ in self.changed)
        )

    def write(self) -> None:
        for table, rows in self.rows.items():
            table._base_manager.bulk_create(map(copy, rows))
        for _, after in self.changed:
            copy(after).save(force_update=True)
        if connection.vendor == "postgresql":
            _move_sequences(self.rows)


_known: dict[str, _Made] = {}


@transaction.atomic
def again(name: str, make: Callable[[], Result]) -> Result:
    """What `make` returns, with what it writes."""
    if name not in _known:
        return _for_the_first_time(name, make)
    made = _known[name]
    if not made.fits():
        return make()
    made.write()
    result: Result = deepcopy(made.result)
    return result


def _for_the_first_time(name: str, make: Callable[[], Result]) -> Result:
    before = _everything()
    result = make()
    rows, changed = {}, []
    for table, after in _everything().items():
        new = [one for key, one in after.items() if key not in before[table]]
        if new:
            rows[table] = new
        changed += [(old, after[key]) for key, old in before[table].items() if not _same(old, after.get(key))]
    if not any(before[table] for table in rows):
        _known[name] = _Made(deepcopy(result), rows, changed, _roles())
    return result


def _move_sequences(written: dict[type[models.Model], list[models.Model]]) -> None:
    """Behind the ids that were written, if something has set them back since; SQLite sees to that itself."""
    last = [
        (table._meta.db_table, table._meta.pk.column, max(row.pk for row in rows))
        for table, rows in written.items()
        if isinstance(table._meta.pk, models.AutoField)
    ]
    marks = ", ".join(["(pg_get_serial_sequence(%s, %s)::regclass, %s::bigint)"] * len(last))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(one, GREATEST(id, pg_sequence_last_value(one)))"
            f" FROM (VALUES {marks}) AS written (one, id)",
            [part for parts in last for part in parts],
        )


def _everything() -> Rows:
    """All but what triggers write by themselves."""
    return {
        table: {one.pk: one for one in table._base_manager.all()}
        for table in apps.get_models(include_auto_created=True)
        if table is not Entry
    }


def _now(row: models.Model) -> models.Model | None:
    return type(row)._base_manager.filter(pk=row.pk).first()


def _same(one: models.Model, other: models.Model | None) -> bool:
    names = [field.attname for field in one._meta.concrete_fields]
    return other is not None and all(getattr(one, name) == getattr(other, name) for name in names)


def _roles() -> dict[str, int]:
    return dict(Role.objects.values_list("code", "pk"))
