"""Sets of questions to begin with, in the reader's language."""

from typing import Any

from dabiao.core.i18n import text
from dabiao.modules.checks.enums import Asked

# template → (kind it is for, how each of its questions is answered)
TEMPLATES: dict[str, tuple[str, tuple[Asked, ...]]] = {
    "contact_real": ("activity", (Asked.YES_NO, Asked.YES_NO, Asked.SCORE, Asked.YES_NO)),
    "first_response": ("lead_declared", (Asked.YES_NO, Asked.YES_NO, Asked.SCORE)),
    "chat_quality": ("conversation", (Asked.SCORE, Asked.SCORE, Asked.YES_NO, Asked.YES_NO)),
    "stage_claim": ("opportunity", (Asked.YES_NO, Asked.YES_NO, Asked.YES_NO, Asked.SCORE)),
    "customer_record": ("customer", (Asked.YES_NO, Asked.YES_NO, Asked.SCORE)),
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
