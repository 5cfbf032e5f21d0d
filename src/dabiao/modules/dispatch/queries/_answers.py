"""Turns with leads read as narrow rows: thousands of them are counted for one page."""

from collections.abc import Sequence
from typing import Any

from django.db.models.fields.json import KT

from dabiao.modules.dispatch.rules.compliance import Answer

ANSWER = (
    "given_at",
    "due_at",
    "responded_at",
    "evidence",
    "feedback_due_at",
    "feedback_at",
    KT("terms__response"),
)


def answer_of(values: Sequence[Any]) -> Answer:
    given, due, responded, evidence, feedback_due, feedback, response = values
    return Answer(given, due, responded, evidence, feedback_due, feedback, int(response or 0))
