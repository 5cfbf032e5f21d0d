"""The list as a file of a day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Value

from dabiao.core.exporting.kinds import ExportKind
from dabiao.core.i18n import text
from dabiao.core.lists.spec import Column
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.queries.records import CHOICES, OPPORTUNITIES, exportable, named
from dabiao.modules.opportunities.queries.slipping import with_signs
from dabiao.modules.opportunities.queries.vocabulary import SAID

BELIEVED = ("credibility", "credible_minor")
# what no statement gives: `_in_words` reckons it of the other columns
_RECKONED = {
    **{name: Column(Value(0)) for name in BELIEVED},
    "signals": Column(Value("")),
}
_SPEC = replace(OPPORTUNITIES, columns={**OPPORTUNITIES.columns, **_RECKONED})


def export_on(day: date) -> ExportKind:
    """With the gap, the credibility and the signs of that day, these in words."""
    return ExportKind(
        _SPEC,
        exportable,
        choices=CHOICES,
        said=SAID,
        dress=lambda rows, language: _in_words(rows, language, day),
        as_of=export_on,
    )


def _in_words(rows: Iterable[dict[str, Any]], language: str, day: date) -> Iterator[dict[str, Any]]:
    for row in with_signs(named(rows, language), day):
        signs = [text(language, f"enums.opportunity.signal.{one['sign']}") for one in row["signals"]]
        yield {**row, "signals": rules.NAMES_BETWEEN.join(signs)}
