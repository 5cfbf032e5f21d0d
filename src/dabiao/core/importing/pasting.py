"""A lead as somebody pastes it: lines such as 「姓名：王芳」, read by the names that importing knows for each field."""

import re
from typing import Any

from dabiao.core.fields.definitions import PREFIX
from dabiao.core.importing import plan
from dabiao.core.importing.guessing import guess
from dabiao.core.importing.kinds import ImportKind, kind_named
from dabiao.core.importing.plan import Rejected
from dabiao.core.importing.reading.reader import Layout
from dabiao.core.importing.reading.rows import SourceRow
from dabiao.core.importing.reading.survey import Column

_LABELLED = re.compile(r"^([^:：=\t]{1,40})[:：=\t]\s*(.+)$")
MOST_LINES = 60


def read(pasted: str) -> tuple[dict[str, Any], list[str]]:
    """(the fields of a lead, the lines that were not understood). A number or address alone in a line is known by its looks;
    of two lines for one field the first counts."""
    kind, values, unread = kind_named("lead"), dict[str, Any](), list[str]()
    for line in filter(None, map(str.strip, pasted.splitlines()[:MOST_LINES])):
        found = {name: value for name, value in _line(line, kind).items() if value is not None}
        values = {**found, **values}
        if not found:
            unread.append(line)
    custom = {name.removeprefix(PREFIX): values.pop(name) for name in list(values) if name.startswith(PREFIX)}
    return {**values, **({"fields": custom} if custom else {})}, unread


def _line(line: str, kind: ImportKind) -> dict[str, Any]:
    label, said = labelled.groups() if (labelled := _LABELLED.match(line)) else ("", line)
    column = label or "?"
    mapping = guess(kind, [Column(column, [said])])
    if mapping.get(column, "record_id") == "record_id":
        return {}
    built = plan.build(kind, [column], Layout("csv"), mapping, {})
    row = built.read(SourceRow(1, [said]))
    return {} if isinstance(row, Rejected) else row.values
