"""What was sent, with what became of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor, Scope
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.core.masking import mask_of
from dabiao.modules.forms.enums import TAKEN, SubmissionState
from dabiao.modules.forms.models import Submission
from dabiao.modules.forms.queries._numbers import start_of
from dabiao.modules.forms.queries.forms import managed_by

SUBMISSIONS = ListSpec(
    kind="form_submission",
    columns={
        **plain("id", "form_id"),
        "form_name": Column("form__name"),
        **plain("code_id"),
        "code_name": Column("code__name"),
        **plain("state", "suspicion", "values", "consent", "raw"),
        "subject_kind": Column("about_kind"),
        "subject_id": Column("about_id"),
        **times("received_at", "decided_at"),
    },
    sorts={"received_at": Sort("received_at", by_time=True)},
    default_sort="-received_at",
)
HANDLES = ("phone", "wechat", "email")


def submissions_for(actor: Actor) -> QuerySet[Submission]:
    """What came in by the forms that the actor looks after. Raises `access.forbidden`."""
    forms = managed_by(actor)
    if actor.scope("form.manage") is Scope.ALL:
        return Submission.objects.all()
    return Submission.objects.filter(form__in=forms.values("pk"))


def submissions(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """A page, newest first. `taken` are those that became a lead or part of one."""
    rows = submissions_for(actor).filter(*(_condition(*item) for item in filters.items()))
    found = pages.page(rows, SUBMISSIONS, asked, actor=actor)
    found["items"] = _shown(found["items"], actor)
    return found


def submission(id: int, *, actor: Actor) -> dict[str, Any]:
    """One. Raises `access.forbidden`, `core.not_found`."""
    return next(iter(_shown([pages.one(submissions_for(actor), SUBMISSIONS, id, actor=actor)], actor)))


def _condition(name: str, value: Any) -> Q:
    if name == "since":
        return Q(received_at__gte=start_of(value))
    if name == "state" and value == "taken":
        return Q(state__in=TAKEN)
    return Q(**{name: value})


def _shown(rows: Iterable[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Handles in full only for who sees all of the company's: what comes in may be anybody's by now."""
    whole = actor.scope("lead.read_phone") is Scope.ALL
    return [
        {
            **row,
            "values": {
                name: text if whole or name not in HANDLES else mask_of(name, text)
                for name, text in row["values"].items()
            },
            "actions": [] if row["state"] in TAKEN else _acts(row["state"]),
        }
        for row in rows
    ]


def _acts(state: str) -> list[str]:
    return ["accept", "dismiss"] if state == SubmissionState.SUSPECTED else ["accept"]
