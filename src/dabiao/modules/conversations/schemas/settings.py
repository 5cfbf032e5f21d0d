"""Wire shapes of sites, answers of the bot and ready replies."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import Changes, Id, Line, Row, Strict, text_of, unsent, without_nul

Texts = Annotated[
    dict[str, dict[str, str]],
    AfterValidator(without_nul),
    Field(
        description="By language (`zh-Hans`, `zh-Hant`, `en`): `title`, `greeting`, `away`, `consent`; absent: our words.",
        examples=[{"zh-Hans": {"title": "云岚科技", "greeting": "您好，想了解什么？"}}],
    ),
]
ByLanguage = Annotated[
    dict[str, str],
    AfterValidator(without_nul),
    Field(examples=[{"zh-Hans": "标准版每人每月 99 元。", "en": "From ¥99."}]),
]
Hours = Annotated[
    dict[str, Any],
    AfterValidator(without_nul),
    Field(
        description="When people answer: `days` (`workdays`, `all`, or 1–7) and `spans`; empty is always.",
        examples=[{"days": "workdays", "spans": [["09:00", "18:00"]]}],
    ),
]
Origins = Annotated[
    list[Line],
    Field(
        max_length=20,
        description="Where the widget may stand; empty is everywhere.",
        examples=[["https://example.com"]],
    ),
]
Asked = Annotated[
    list[Line],
    Field(
        max_length=30, description="Ways to ask it, in any language.", examples=[["多少钱", "价格", "price"]]
    ),
]
Colour = text_of(7)


class ChatSiteIn(Strict):
    name: text_of(80, least=1) = Field(examples=["官网"])  # type: ignore[valid-type]
    unit_id: Id | None = Field(None, description="Whose queue its visitors wait in; null: everybody's.")
    origins: Origins = Field(default_factory=list)
    texts: Texts = Field(default_factory=dict)
    hours: Hours = Field(default_factory=dict)
    campaign: text_of(120) = Field("", examples=["官网咨询"])  # type: ignore[valid-type]
    bot: bool = True
    colour: Colour = "#1557ff"  # type: ignore[valid-type]
    chats_each: int = Field(5, description="How many chats one agent has at once.")
    active: bool = True


class ChatSiteChanges(Changes):
    name: text_of(80, least=1) = unsent()  # type: ignore[valid-type]
    unit_id: Id | None = unsent()
    origins: Origins = unsent()
    texts: Texts = unsent()
    hours: Hours = unsent()
    campaign: text_of(120) = unsent()  # type: ignore[valid-type]
    bot: bool = unsent()
    colour: Colour = unsent()  # type: ignore[valid-type]
    chats_each: int = unsent()
    active: bool = unsent()


class ChatSiteOut(Row):
    name: str
    token: str = Field(description="Public: it names the site in its snippet.")
    unit_id: int | None
    unit_name: str | None
    origins: list[str]
    texts: dict[str, dict[str, str]]
    hours: dict[str, Any]
    campaign: str
    bot: bool
    colour: str
    chats_each: int
    active: bool


class ChatSiteList(Schema):
    items: list[ChatSiteOut]
    ours: dict[str, dict[str, str]] = Field(
        description="What is said where a site has no words of its own, by language.",
        examples=[{"zh-Hans": {"greeting": "您好，请问有什么可以帮您？"}}],
    )


class BotAnswerIn(Strict):
    site_id: Id | None = Field(None, description="Only on this site; null: on all.")
    asked: Asked
    texts: ByLanguage
    button: ByLanguage = Field(default_factory=dict, description="What it is called where the bot offers it.")
    offered: bool = False
    hand_over: bool = Field(False, description="After it a person is called.")


class BotAnswerChanges(Changes):
    site_id: Id | None = unsent()
    asked: Asked = unsent()
    texts: ByLanguage = unsent()
    button: ByLanguage = unsent()
    offered: bool = unsent()
    hand_over: bool = unsent()


class BotAnswerOut(Row):
    site_id: int | None
    asked: list[str]
    texts: dict[str, str]
    button: dict[str, str]
    offered: bool
    hand_over: bool
    place: int
    used: int = Field(description="How often the bot has said it.")


class BotAnswerList(Schema):
    items: list[BotAnswerOut]


class BotAnswerOrderIn(Strict):
    ids: list[Id] = Field(max_length=500, examples=[[3, 1, 2]])


class BotTrialIn(Strict):
    text: Line = Field(min_length=1, examples=["你们怎么收费？"])
    language: Literal["zh-Hans", "zh-Hant", "en"] = "zh-Hans"
    site_id: Id | None = None


class BotTrialOut(Schema):
    by: Literal["button", "person", "likeness", "none"] = Field(
        description="Why: a button's name or number, a wish for a person, the likeness to a way of asking; or nothing fits."
    )
    answer_id: int | None
    asked: str | None
    text: str | None
    person: bool = Field(description="A person would be called.")


class CannedIn(Strict):
    shortcut: text_of(40, least=1) = Field(examples=["报价"])  # type: ignore[valid-type]
    text: Annotated[str, AfterValidator(without_nul)] = Field(
        min_length=1, max_length=2000, examples=["报价单已发到您的邮箱，有问题随时找我。"]
    )
    mine: bool = Field(True, description="false: everybody's, for who manages chats.")


class CannedChanges(Changes):
    shortcut: text_of(40, least=1) = unsent()  # type: ignore[valid-type]
    text: Annotated[str, AfterValidator(without_nul), Field(min_length=1, max_length=2000)] = unsent()


class CannedOut(Schema):
    id: int
    shortcut: str
    text: str
    mine: bool
    version: int
    created_at: datetime
    updated_at: datetime


class CannedList(Schema):
    items: list[CannedOut]
