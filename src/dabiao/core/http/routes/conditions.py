"""The words that conditions are made of, and conditions in words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Router, Schema

from dabiao.core.actor import Actor
from dabiao.core.conditions import vocabulary, words
from dabiao.core.conditions.terms import TAKES, Relation, Term, Word, title_of
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Strict

router = Router(tags=["conditions"])
EXAMPLE = {
    "all": [
        {"field": "source", "op": "in", "value": ["advert", "form"]},
        {"field": "next_contact_at", "op": "lt", "value": "today"},
    ]
}


class OperatorOut(Schema):
    op: str
    takes: str = Field(
        description="How many values: `nothing`, `one`, `two`, `many`; `where` for related records."
    )


class ChoiceOut(Schema):
    value: str | int
    label: str


class WordOut(Schema):
    """Something that a condition may ask of a record."""

    name: str
    label: str = Field(description="In the language of the request.")
    type: str
    operators: list[OperatorOut]
    choices: list[ChoiceOut] | None = Field(description="For `choice` and `multi`.")
    scale: int = Field(description="Decimals of a number behind the point.")
    kind: str | None = Field(description="For `relation`: whose vocabulary speaks of the records there.")
    many: bool = Field(
        description="For `relation`: several; a single one is also reached as `relation.name`."
    )


class VocabularyOut(Schema):
    kind: str
    words: list[WordOut]


class DescriptionIn(Strict):
    kind: str = Field(max_length=40, examples=["lead"])
    where: dict[str, Any] = Field(examples=[EXAMPLE])


class DescriptionOut(Schema):
    text: str = Field(examples=["来源 是 广告 或 网页表单，且 下次联系 早于 今天"])
    parts: list[str] = Field(description="The sentences of the conditions that all must hold.")


@router.get("/vocabularies/{kind}", operation_id="vocabularies_get", response=VocabularyOut)
def vocabularies_get(request: ApiRequest, kind: Path[str]) -> HttpResponse:
    """What conditions on a kind of record may ask, custom fields included."""
    found = _allowed(request, kind)
    language = language_of(request)
    listed = [_word(word, language, request.auth) for word in found.words.values()]
    return respond({"kind": kind, "words": listed})


@router.post("/conditions/descriptions", operation_id="conditions_describe", response=DescriptionOut)
def conditions_describe(request: ApiRequest, body: DescriptionIn) -> HttpResponse:
    """A condition as a sentence in the language of the request; a mistake in it is refused with its place."""
    found = _allowed(request, body.kind)
    language = language_of(request)
    return respond(
        {
            "text": words.words(body.where, found, language),
            "parts": words.parts(body.where, found, language),
        }
    )


def _allowed(request: HttpRequest, kind: str) -> vocabulary.Vocabulary:
    found = vocabulary.of(kind)
    request.auth.require(found.permission)  # type: ignore[attr-defined]
    return found


def _word(word: Word, language: str, actor: Actor) -> dict[str, Any]:
    return {
        "name": word.name,
        "label": title_of(word, language),
        "type": word.type,
        "operators": [{"op": op, "takes": TAKES.get(op, "one")} for op in word.operators],
        "choices": _choices(word, language, actor),
        "scale": word.scale if isinstance(word, Term) else 0,
        "kind": word.kind if isinstance(word, Relation) else None,
        "many": isinstance(word, Relation) and word.many,
    }


def _choices(word: Word, language: str, actor: Actor) -> list[dict[str, Any]] | None:
    if not isinstance(word, Term) or word.choices is None:
        return None
    listed = word.offered(actor) if word.offered else word.choices(language)
    return [{"value": value, "label": label} for value, label in listed]
