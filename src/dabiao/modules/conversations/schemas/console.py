"""Wire shapes of conversations as agents see them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.routes.files import FileOut
from dabiao.core.http.wire import (
    Id,
    Line,
    Moment,
    Name,
    Ownership,
    PageParams,
    Row,
    Strict,
    paragraphs,
    text_of,
    without_nul,
)
from dabiao.modules.conversations.enums import Author, Channel, Ending, State
from dabiao.modules.leads.enums import Grade

View = Literal["mine", "waiting", "bot", "open", "live", "closed"]
Said = Annotated[str, Field(max_length=10_000), AfterValidator(without_nul)]
ClientId = text_of(40)


class ConversationFilters(PageParams):
    view: View | None = Field(
        None,
        description="`mine`: what I have now; `live`: all that is not closed; else the state. Absent: all.",
    )
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    site_id: Id | None = None
    ending: Ending | None = None
    rated: bool | None = Field(None, description="true: with stars.")
    answered: bool | None = Field(None, description="true: a person has said something.")
    answered_within: int | None = Field(
        None, ge=0, le=86_400, description="A person answered within so many seconds of being wanted."
    )
    wanted_from: Moment | None = Field(None, description="Wanted a person since then.")
    closed_from: Moment | None = None
    last_from: Moment | None = Field(None, description="Something was said since then.")
    last_to: Moment | None = Field(None, description="Not included.")


class ConversationOut(Row, Ownership):
    name: str = Field(description="What the visitor is called; empty until somebody knows.")
    channel: Channel
    state: State
    ending: Ending
    language: str
    page: str = Field(description="Where on the site it began.")
    site_id: int | None
    site_name: str | None
    about_kind: str = Field(description="`lead`, `customer`, or empty.")
    about_id: int | None
    last_seq: int = Field(description="The number of the newest message; messages count from 1 without gaps.")
    last_text: str = Field(description="Numbers in it are masked but for whoever has the conversation.")
    last_author: str
    last_at: datetime
    visitor_read: int = Field(description="The newest message that the visitor has seen.")
    agent_read: int = Field(description="The newest that whoever has it has seen.")
    visitor_said_at: datetime | None
    wanted_at: datetime | None = Field(description="Since when it wants a person.")
    taken_at: datetime | None
    answered_at: datetime | None = Field(description="A person's first word after that.")
    closed_at: datetime | None
    stars: int | None
    offline: bool = Field(description="Left at an hour at which nobody answers, and still waiting.")


class ChatVisitorOut(Schema):
    id: int
    name: str
    language: str
    page: str
    referrer: str
    agent: str = Field(description="What their browser says it is.")
    first_seen_at: datetime
    last_seen_at: datetime
    blocked: bool


class ChatAboutOut(Schema):
    kind: str
    id: int | None = Field(description="null where the caller may not see that record.")
    title: str | None
    owner_name: str | None


class ConversationDetail(ConversationOut):
    visitor: ChatVisitorOut | None
    campaign: str = Field(description="What a lead of this site is entered under.")
    about: ChatAboutOut | None
    earlier: list[ConversationOut]
    actions: list[str] = Field(description="The verbs that would be accepted now.")


class ConversationList(Schema):
    items: list[ConversationOut]


class ChatMessageParams(Schema):
    after: int | None = Field(None, ge=0, description="What follows this number.")
    before: int | None = Field(None, ge=1, description="What comes before it. Without either: the newest.")
    limit: int = Field(50, ge=1, le=200)


class ChatMessageOut(Schema):
    id: int
    seq: int
    author: Author
    user_id: int | None
    user_name: str | None
    text: str
    file: FileOut | None
    more: dict[str, Any] = Field(description="Choices the bot offers, what the system tells of.")
    client_id: str
    at: datetime


class ChatMessagePage(Schema):
    items: list[ChatMessageOut]
    more: bool = Field(description="There is more in that direction.")
    masked: bool = Field(description="Numbers are masked: somebody else has the conversation, or nobody.")
    last_seq: int
    visitor_read: int


class ChatMessageIn(Strict):
    text: Said = Field("", examples=["您好，我是小李，请问想了解哪款产品？"])
    client_id: ClientId = Field(  # type: ignore[valid-type]
        "", description="One's own mark: sent again with the same, it is said once.", examples=["m-5f1c"]
    )
    file_id: Id | None = Field(
        None, description="A file sent ahead for this conversation (`POST /files`, waiting)."
    )


class ChatTakeIn(Strict):
    over: bool = Field(False, description="From whoever has it; for those who lead them.")


class ChatTransferIn(Strict):
    """To a person or to the queue of a unit, one of the two."""

    owner_id: Id | None = Field(None, examples=[12])
    unit_id: Id | None = None
    words: Line = Field("", examples=["客户想谈代理政策，请你接一下"])


class ChatReadIn(Strict):
    seq: int = Field(ge=0, le=2**31 - 1, examples=[12])


class ChatReadOut(Schema):
    seq: int


class ChatNameIn(Strict):
    name: Name = Field(examples=["王先生"])


class ChatLinkIn(Strict):
    about_kind: Literal["lead", "customer"]
    about_id: Id = Field(examples=[1])


class LeadFromChat(Strict):
    """What of a lead an agent enters from a chat. Source and campaign follow from the site."""

    name: text_of(120) = Field("", examples=["王先生"])  # type: ignore[valid-type]
    company: Line = ""
    title: text_of(120) = ""  # type: ignore[valid-type]
    phone: text_of(40) = Field("", examples=["138 1234 5678"])  # type: ignore[valid-type]
    wechat: text_of(60) = ""  # type: ignore[valid-type]
    email: text_of(120) = ""  # type: ignore[valid-type]
    region: text_of(80) = ""  # type: ignore[valid-type]
    remark: paragraphs(4000) = ""  # type: ignore[valid-type]
    grade: Grade = Grade.NONE
    keep: bool = Field(False, description="true: it is mine; else the rules of dispatch give it to somebody.")

    def values(self) -> dict[str, Any]:
        said: dict[str, Any] = self.dict(exclude={"keep"})
        return {name: value for name, value in said.items() if value}


class ChatLeadMade(Schema):
    kind: str = Field(description="`lead` or `customer`.", examples=["lead"])
    id: int | None = Field(description="null where the caller may not see that record.")
    title: str | None
    owner_name: str | None
    joined: bool = Field(description="They were known: the enquiry joined that record.")


class ChatColleagueParams(Schema):
    q: str = Field("", max_length=60)


class ChatColleague(Schema):
    id: int
    name: str
    unit_id: int | None
    unit_name: str | None
    on_duty: bool
    ready: bool = Field(description="On duty and not busy.")
    chats: int = Field(description="How many they have just now.")


class ChatColleagues(Schema):
    items: list[ChatColleague]


class ChatFigures(Schema):
    waiting: int
    waiting_since: datetime | None = Field(description="Since when the first of them waits.")
    mine: int
    live: int
    answered: int = Field(description="Of those that wanted a person today: how many got an answer.")
    answered_soon: int = Field(description="Of those: within `soon` seconds.")
    soon: int
    rated: int = Field(description="How many were rated, of those closed since `rated_from`.")
    stars: float | None
    as_of: datetime
    today_from: datetime
    rated_from: datetime
