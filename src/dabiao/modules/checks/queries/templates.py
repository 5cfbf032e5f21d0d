"""Sets of questions to begin with, in the reader's language."""

from typing import Any

from dabiao.core.i18n import text
from dabiao.modules.checks.enums import CheckAsked

# template → (kind it is for, how each of its questions is answered)
TEMPLATES: dict[str, tuple[str, tuple[CheckAsked, ...]]] = {
    "contact_real": ("activity", (CheckAsked.YES_NO, CheckAsked.YES_NO, CheckAsked.SCORE, CheckAsked.YES_NO)),
    "first_response": ("lead_declared", (CheckAsked.YES_NO, CheckAsked.YES_NO, CheckAsked.SCORE)),
    "chat_quality": (
        "conversation",
        (CheckAsked.SCORE, CheckAsked.SCORE, CheckAsked.YES_NO, CheckAsked.YES_NO),
    ),
    "stage_claim": (
        "opportunity",
        (CheckAsked.YES_NO, CheckAsked.YES_NO, CheckAsked.YES_NO, CheckAsked.SCORE),
    ),
    "customer_record": ("customer", (CheckAsked.YES_NO, CheckAsked.YES_NO, CheckAsked.SCORE)),
}


def templates(language: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "kind": kind,
            "name": text(language, f"said.checks.{code}.name"),
            "questions": [
                {"text": text(language, f"said.checks.{code}.q{place}"), "kind": asked.value}
                for place, asked in enumerate(questions, 1)
            ],
        }
        for code, (kind, questions) in TEMPLATES.items()
    ]
