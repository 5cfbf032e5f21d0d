"""The SQL that both databases share: how an entry follows from a record's columns."""

from functools import cached_property
from typing import Any

from dabiao.core.search.kinds import KINDS, Searched

_COLUMNS = ("owner_id", "unit_id", "texts", "handles")


class Statements:
    """For one kind. `unlike` is the database's word for "differs, or one of the two is null"."""

    def __init__(self, searched: Searched, unlike: str) -> None:
        self.searched, self.unlike = searched, unlike
        self.table: str = searched.model._meta.db_table
        self.key = str(_meta(searched.model).pk.column)

    def write_one(self, row: str) -> str:
        """The entry of the record that a trigger calls `row`."""
        return self._upsert(f"FROM (SELECT 1) AS here{self._joins(row)} WHERE TRUE", row)

    def write_all(self) -> str:
        return self._upsert(f"FROM {self.table} AS t{self._joins('t')} WHERE TRUE", "t")

    def write_those_of(self, relation: str, row: str) -> str:
        """The entries of all records that point through `relation` to the row that a trigger calls `row`."""
        _, key, column = self.relations[relation]
        return self._upsert(f"FROM {self.table} AS t{self._joins('t')} WHERE t.{column} = {row}.{key}", "t")

    def forget(self, row: str) -> str:
        return f"DELETE FROM search_entry WHERE id = {row}.{self.key} * {KINDS} + {self.searched.number}"

    def forget_orphans(self) -> str:
        return (
            f"DELETE FROM search_entry WHERE id % {KINDS} = {self.searched.number}"
            f" AND NOT EXISTS (SELECT 1 FROM {self.table} AS t WHERE t.{self.key} = search_entry.id / {KINDS})"
        )

    def changed(self, relation: str = "") -> str:
        """Whether an UPDATE touched what the entry is made of; of the related row when a relation is named."""
        columns = self.related[relation] if relation else self.own
        return " OR ".join(f"OLD.{column} {self.unlike} NEW.{column}" for column in columns)

    def hand_over(self, row: str) -> str:
        """The entry of a record that changed hands and nothing else: its texts need not be folded again."""
        owner, unit = self._holders
        where = f"WHERE id = {row}.{self.key} * {KINDS} + {self.searched.number}"
        return f"UPDATE search_entry SET owner_id = {row}.{owner}, unit_id = {row}.{unit} {where}"

    def handed_over(self) -> str:
        """Whether an UPDATE did nothing else to what the entry is made of; empty where a related row says who holds it."""
        if not self._holders:
            return ""
        hands = " OR ".join(f"OLD.{column} {self.unlike} NEW.{column}" for column in self._holders)
        return f"({hands}) AND NOT ({self._reworded()})"

    def rewritten(self) -> str:
        """Whether an UPDATE touched what the entry is made of, and more than hands where that is told apart."""
        return self._reworded() if self._holders else self.changed()

    def _reworded(self) -> str:
        words = [column for column in self.own if column not in self._holders]
        return " OR ".join(f"OLD.{column} {self.unlike} NEW.{column}" for column in words)

    @cached_property
    def _holders(self) -> tuple[str, ...]:
        """The columns of owner and unit, where both are the record's own."""
        paths = (self.searched.owner, self.searched.unit)
        return () if any("." in path for path in paths) else tuple(map(self._column, paths))

    @cached_property
    def relations(self) -> dict[str, tuple[str, str, str]]:
        """Relation → (table, its key, our column that points to it)."""
        found = {}
        for path in self._paths:
            if "." in path:
                name = path.split(".")[0]
                field = _meta(self.searched.model).get_field(name)
                other = _meta(field.related_model)
                found[name] = (str(other.db_table), str(other.pk.column), str(field.column))
        return found

    @cached_property
    def own(self) -> list[str]:
        """Our columns that an entry is made of."""
        plain = [self._column(path) for path in self._paths if "." not in path]
        return list(dict.fromkeys([*plain, *(column for _, _, column in self.relations.values())]))

    @cached_property
    def related(self) -> dict[str, list[str]]:
        """Relation → the columns there that an entry is made of."""
        found: dict[str, list[str]] = {name: [] for name in self.relations}
        for path in self._paths:
            if "." in path and self._column(path) not in found[path.split(".")[0]]:
                found[path.split(".")[0]].append(self._column(path))
        return found

    @property
    def _paths(self) -> tuple[str, ...]:
        one = self.searched
        return (*one.texts, *one.phones, *one.handles, one.owner, one.unit)

    def _column(self, path: str) -> str:
        """`customer.name` → the column of the name there."""
        model: Any = self.searched.model
        *relation, name = path.split(".")
        if relation:
            model = _meta(model).get_field(relation[0]).related_model
        return str(_meta(model).get_field(name).column)

    def _value(self, path: str, row: str) -> str:
        return f"{'its_' + path.split('.')[0] if '.' in path else row}.{self._column(path)}"

    def _joins(self, row: str) -> str:
        return "".join(
            f" LEFT JOIN {table} AS its_{name} ON its_{name}.{key} = {row}.{column}"
            for name, (table, key, column) in self.relations.items()
        )

    def _upsert(self, source: str, row: str) -> str:
        one = self.searched
        texts = "".join(
            f" || COALESCE(dabiao_fold({self._value(path, row)}), '') || '\n'" for path in one.texts
        )
        phones = [f"dabiao_phone({self._value(path, row)})" for path in one.phones]
        handles = [f"dabiao_handle({self._value(path, row)})" for path in one.handles]
        values = (
            f"{row}.{self.key} * {KINDS} + {one.number}, {self._value(one.owner, row)}, "
            f"{self._value(one.unit, row)}, '\n'{texts}, {' || '.join((*phones, *handles)) or repr('')}"
        )
        sets = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)
        differs = " OR ".join(f"search_entry.{name} {self.unlike} excluded.{name}" for name in _COLUMNS)
        return (
            f"INSERT INTO search_entry (id, {', '.join(_COLUMNS)}) SELECT {values} {source}"
            f" ON CONFLICT (id) DO UPDATE SET {sets} WHERE {differs}"
        )


def _meta(model: Any) -> Any:
    return model._meta
