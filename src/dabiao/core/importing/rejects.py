"""The rows that were not taken, as a file to mend and import again."""

from collections.abc import Iterator, Mapping
from typing import Any

from dabiao.core.exporting.tables import TableFile, table
from dabiao.core.i18n import text
from dabiao.core.importing import queries
from dabiao.core.importing.kinds import ImportField, fields_by_name, kind_named
from dabiao.core.importing.models import ImportReject, ImportRun


def rejects_file(run: ImportRun, *, format: str = "csv", language: str) -> TableFile:
    """The columns of the original, then the row number and the reasons in words; cells beyond the header come last."""
    heading = [
        *run.header,
        text(language, "fields.importing.row_number"),
        text(language, "fields.importing.reason"),
    ]
    name = text(language, "fields.importing.rejected_file", filename=run.filename.rsplit(".", 1)[0])
    return table(heading, _rows(run, language), format=format, filename=name)


def _rows(run: ImportRun, language: str) -> Iterator[list[Any]]:
    fields, width = fields_by_name(kind_named(run.kind)), len(run.header)
    for reject in queries.rejects_of(run):
        cells = reject.values
        padding = [""] * (width - len(cells))
        why = "; ".join(_reasons(reject, fields, language))
        yield [*cells[:width], *padding, reject.row_number, why, *cells[width:]]


def _reasons(reject: ImportReject, fields: Mapping[str, ImportField], language: str) -> Iterator[str]:
    first = {"code": reject.code, "field": reject.field, "params": reject.params}
    for reason in (first, *reject.more):
        yield reason_text(reason, fields, language)


def reason_text(reason: Mapping[str, Any], fields: Mapping[str, ImportField], language: str) -> str:
    """`手机号: 不是电话号码`; the bare sentence where no field is to blame."""
    said = text(language, f"errors.{reason['code']}", **{"field": reason["field"], **reason["params"]})
    blamed = fields.get(reason["field"])
    return f"{blamed.label(language)}: {said}" if blamed else said
