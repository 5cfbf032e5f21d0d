"""Facts of reports, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class _OfTemplate(Fact):
    template_id: int
    name: str


@dataclass(frozen=True)
class ReportTemplateCreated(_OfTemplate):
    kind: ClassVar[str] = "report_template.created"


@dataclass(frozen=True)
class ReportTemplateEdited(_OfTemplate):
    """Holds for periods that begin on `from_day` or later."""

    kind: ClassVar[str] = "report_template.edited"
    from_day: str
    revised: list[str]


@dataclass(frozen=True)
class ReportTemplateRetired(_OfTemplate):
    kind: ClassVar[str] = "report_template.retired"


@dataclass(frozen=True)
class _OfReport(Fact):
    report_id: int
    title: str


@dataclass(frozen=True)
class ReportSubmitted(_OfReport):
    kind: ClassVar[str] = "report.submitted"
    late: bool
    receivers: list[int]


@dataclass(frozen=True)
class ReportWithdrawn(_OfReport):
    kind: ClassVar[str] = "report.withdrawn"


@dataclass(frozen=True)
class ReportEdited(_OfReport):
    """Changed after it was submitted; `revised` holds each answer before and after, by its question."""

    kind: ClassVar[str] = "report.edited"
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class ReportPraised(_OfReport):
    kind: ClassVar[str] = "report.praised"
    owner_id: int


@dataclass(frozen=True)
class ReportExcused(_OfReport):
    """Nobody waits for it any more; `reason` says why."""

    kind: ClassVar[str] = "report.excused"
    owner_id: int
    reason: str
