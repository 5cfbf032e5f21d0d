"""What may stand in a template, and what answers its questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.text import tidy
from dabiao.modules.reports.enums import ReportBlockKind

LONGEST = 2_000  # characters of a text
LONGEST_ITEM = 200
MOST_BLOCKS, MOST_FIGURES, MOST_OPTIONS, MOST_ITEMS = 20, 12, 20, 20
LARGEST = 10**12

Blocks = Sequence[Mapping[str, Any]]
Answers = Mapping[str, Any]


def check_blocks(blocks: Blocks) -> None:
    """Raises `reports.nothing_asked`, `reports.block_twice`, `reports.no_figures`, `reports.no_options`,
    `reports.option_twice` and `reports.least_above_most`, each naming the block by its place."""
    if not blocks:
        raise Invalid("reports.nothing_asked", field="blocks")
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        field = f"blocks.{place}"
        if block["id"] in seen:
            raise Invalid("reports.block_twice", field=field)
        seen.add(block["id"])
        if block["kind"] == ReportBlockKind.FIGURES and not block["figures"]:
            raise Invalid("reports.no_figures", field=field)
        if block["kind"] == ReportBlockKind.CHOICE:
            _check_options(block["options"], field)
        if block["least"] is not None and block["most"] is not None and block["least"] > block["most"]:
            raise Invalid("reports.least_above_most", field=field, title=block["title"])


def _check_options(options: Sequence[str], field: str) -> None:
    if len(options) < 2:
        raise Invalid("reports.no_options", field=field)
    if len(set(options)) < len(options):
        raise Invalid("reports.option_twice", field=field)


def asked(blocks: Blocks) -> dict[str, Mapping[str, Any]]:
    """The questions by their ids."""
    return {block["id"]: block for block in blocks if block["kind"] != ReportBlockKind.FIGURES}


def figures_of(blocks: Blocks) -> list[str]:
    """The codes of all figures, each once, in order."""
    return list(dict.fromkeys(code for block in blocks for code in block["figures"]))


def cleaned(blocks: Blocks, answers: Answers) -> dict[str, Any]:
    """Answers as they are kept; a draft may hold too little but never something of another sort, or too long.

    Raises `reports.unknown_question`, `reports.wrong_answer` and `reports.too_long`.
    """
    questions = asked(blocks)
    for id in answers:
        if id not in questions:
            raise Invalid("reports.unknown_question", field=f"answers.{id}")
    return {id: _cleaned(questions[id], value) for id, value in answers.items()}


def _cleaned(block: Mapping[str, Any], value: Any) -> Any:
    kind = block["kind"]
    if value is None:
        return None
    if kind == ReportBlockKind.TEXT:
        return _text(block, value, LONGEST)
    if kind == ReportBlockKind.CHOICE:
        if value not in ("", *block["options"]):
            raise _wrong(block)
        return value
    if kind == ReportBlockKind.NUMBER:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
            raise _wrong(block)
        return value
    if not isinstance(value, list):
        raise _wrong(block)
    if len(value) > MOST_ITEMS:
        raise _at(block, "reports.too_many_items", limit=MOST_ITEMS)
    if kind == ReportBlockKind.NEXT:
        return [said for one in value if (said := _text(block, one, LONGEST_ITEM))]
    return [row for one in value if (row := _done(block, one))["text"]]


def _done(block: Mapping[str, Any], row: Any) -> dict[str, Any]:
    if not isinstance(row, dict) or not set(row) <= {"text", "done", "why"}:
        raise _wrong(block)
    if not isinstance(row.get("done", False), bool):
        raise _wrong(block)
    text = _text(block, row.get("text", ""), LONGEST_ITEM)
    why = _text(block, row.get("why", ""), LONGEST_ITEM)
    return {"text": text, "done": row.get("done", False), "why": why}


def _text(block: Mapping[str, Any], value: Any, limit: int) -> str:
    if not isinstance(value, str):
        raise _wrong(block)
    said = tidy(value)
    if len(said) > limit:
        raise _at(block, "reports.too_long", limit=limit, length=len(said))
    return said


def check_complete(blocks: Blocks, answers: Answers) -> None:
    """Raises all that is missing at once, each naming its question: `reports.required`, `reports.too_short`,
    `reports.longer_than_asked`, `reports.too_small`, `reports.too_large`, `reports.say_why`."""
    wrong = [
        error for block in asked(blocks).values() if (error := _lacking(block, answers.get(block["id"])))
    ]
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise Many(wrong)


def _lacking(block: Mapping[str, Any], value: Any) -> DomainError | None:
    if value in (None, "", []):
        return _at(block, "reports.required") if block["required"] else None
    least, most = block["least"], block["most"]
    size = value if block["kind"] == ReportBlockKind.NUMBER else len(value)
    if least is not None and size < least:
        return _at(block, _LEAST[block["kind"]], limit=least)
    if most is not None and size > most:
        return _at(block, _MOST[block["kind"]], limit=most)
    if block["kind"] == ReportBlockKind.DONE and any(not row["done"] and not row["why"] for row in value):
        return _at(block, "reports.say_why")
    return None


_LEAST = {
    ReportBlockKind.TEXT: "reports.too_short",
    ReportBlockKind.NUMBER: "reports.too_small",
    ReportBlockKind.DONE: "reports.too_few_items",
    ReportBlockKind.NEXT: "reports.too_few_items",
    ReportBlockKind.CHOICE: "reports.too_short",
}
_MOST = {
    ReportBlockKind.TEXT: "reports.longer_than_asked",
    ReportBlockKind.NUMBER: "reports.too_large",
    ReportBlockKind.DONE: "reports.more_items_than_asked",
    ReportBlockKind.NEXT: "reports.more_items_than_asked",
    ReportBlockKind.CHOICE: "reports.longer_than_asked",
}


def _wrong(block: Mapping[str, Any]) -> Invalid:
    return _at(block, "reports.wrong_answer")


def _at(block: Mapping[str, Any], code: str, **params: Any) -> Invalid:
    return Invalid(code, field=f"answers.{block['id']}", title=block["title"], **params)


def carried(blocks: Blocks, before: Blocks, answers: Answers) -> dict[str, Any]:
    """What the writer said last time would come next, for the first list of what was done: nothing is typed twice."""
    planned = [
        text
        for block in before
        if block["kind"] == ReportBlockKind.NEXT
        for text in answers.get(block["id"]) or ()
    ]
    first = next((block["id"] for block in blocks if block["kind"] == ReportBlockKind.DONE), None)
    if first is None or not planned:
        return {}
    return {first: [{"text": text, "done": False, "why": ""} for text in planned[:MOST_ITEMS]]}
