"""Wire shapes of the visitor's side."""

from typing import Annotated, Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Strict
from dabiao.modules.conversations.services.saying import LONGEST

Language = Literal["zh-Hans", "zh-Hant", "en"]
ClientId = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_-]{8,40}$", examples=["m-7f3c9e21"], description="Sent again, it is said once."
    ),
]


class ChatVisitBody(Strict):
    site: str = Field(
        min_length=1, max_length=40, examples=["kq3v…"], description="The token in the site's line."
    )
    language: Language = "zh-Hans"
    page: str = Field("", max_length=2_000, examples=["https://shop.example/prices"])
    referrer: str = Field("", max_length=2_000)
    name: str = Field("", max_length=80)
    secret: str = Field("", max_length=100, description="As kept from the first visit; empty on the first.")


class ChatSayBody(Strict):
    text: str = Field(max_length=LONGEST * 4, examples=["你们的价格是多少？"])
    client_id: ClientId
    page: str = Field("", max_length=2_000)


class ChatReadBody(Strict):
    conversation: int = Field(ge=1, le=2**63 - 1, examples=[17])
    seq: int = Field(ge=0, le=2**31 - 1, examples=[5])


class ChatTalkBody(Strict):
    conversation: int = Field(ge=1, le=2**63 - 1, examples=[17])


class ChatPersonBody(Strict):
    page: str = Field("", max_length=2_000)


class ChatStarsBody(Strict):
    conversation: int = Field(ge=1, le=2**63 - 1, examples=[17])
    stars: int = Field(ge=1, le=5, examples=[5])


class ChatSaid(Schema):
    seq: int = Field(examples=[5])
    author: Literal["visitor", "agent", "bot", "system"]
    name: str = Field(description="Of the agent; empty for the others.", examples=["李敏"])
    text: str
    attachment_id: int | None
    more: dict[str, Any] = Field(
        description="`choices` that the bot offers (`[{id, label}]`), the facts of a `file`, `handed_over`."
    )
    client_id: str
    at: str = Field(examples=["2026-03-18T02:00:00.000Z"])


class ChatTalk(Schema):
    id: int = Field(examples=[17])
    state: Literal["bot", "waiting", "open", "closed"]
    ending: str
    agent: str = Field(description="Who has it; empty while nobody does.")
    seq: int = Field(description="The number of the newest message.")
    visitor_read: int
    agent_read: int
    stars: int | None


class ChatChoice(Schema):
    id: int
    label: str = Field(examples=["价格"])


class ChatVisit(Schema):
    secret: str | None = Field(
        description="Told once, to a browser that was not here before; it proves who it is by it."
    )
    title: str
    greeting: str
    away: str
    consent: str
    colour: str = Field(examples=["#1557ff"])
    there: bool = Field(description="Whether people answer at this hour.")
    choices: list[ChatChoice]
    conversation: ChatTalk | None
    messages: list[ChatSaid] = Field(description="The newest hundred of the conversation.")


class ChatHeard(Schema):
    conversation: ChatTalk
    message: ChatSaid
    replies: list[ChatSaid]
