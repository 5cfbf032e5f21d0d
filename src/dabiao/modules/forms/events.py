"""Facts of forms, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class FormCreated(Fact):
    kind: ClassVar[str] = "form.created"
    name: str


@dataclass(frozen=True)
class FormEdited(Fact):
    """Also opened and closed: then `state` is among the changes."""

    kind: ClassVar[str] = "form.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class FormRemoved(Fact):
    kind: ClassVar[str] = "form.removed"
    name: str


@dataclass(frozen=True)
class FormTokenRenewed(Fact):
    """Its old address is dead, wherever it was embedded."""

    kind: ClassVar[str] = "form.token_renewed"
    name: str


@dataclass(frozen=True)
class SubmissionAccepted(Fact):
    """A person made a lead of what was kept apart."""

    kind: ClassVar[str] = "form.submission_accepted"
    name: str
    submission_id: int


@dataclass(frozen=True)
class SubmissionDismissed(Fact):
    kind: ClassVar[str] = "form.submission_dismissed"
    name: str
    submission_id: int


@dataclass(frozen=True)
class CodeCreated(Fact):
    kind: ClassVar[str] = "form_code.created"
    name: str
    form_name: str


@dataclass(frozen=True)
class CodeEdited(Fact):
    kind: ClassVar[str] = "form_code.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CodeRemoved(Fact):
    kind: ClassVar[str] = "form_code.removed"
    name: str
