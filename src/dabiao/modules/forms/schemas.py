"""Wire shapes of forms."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Required

from ninja import Field, Schema
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from dabiao.core.http.wire import AmountMinor, DayOrToday, Id, PageParams, Row, Strict, text_of, unsent
from dabiao.modules.forms.enums import FormState, SubmissionState, Suspicion

Title = text_of(80, least=1)
Campaign = text_of(120)
Language = Literal["zh-Hans", "zh-Hant", "en"]
Limit = Annotated[int, Field(ge=1, le=10_000)]
FILLED = {
    "name": "phone",
    "label": "手机号",
    "required": True,
    "placeholder": "请输入手机号",
    "help": "顾问会在 5 分钟内联系您",
}
WORDS = {
    "title": "预约演示",
    "introduction": "留下联系方式，顾问马上联系您。",
    "button": "提交",
    "thanks": "已收到，我们会尽快联系您。",
    "redirect": "",
    "consent": "我同意贵公司为联系我而使用以上信息。",
}


@with_config(ConfigDict(extra="forbid"))
class FormFieldIn(TypedDict, total=False):
    name: Required[
        Annotated[
            str,
            Field(
                max_length=60,
                description="A field of a lead (`name`, `company`, `title`, `phone`, `wechat`, `email`, `region`, `remark`), "
                "a custom one (`fields.<key>`), or `file`.",
            ),
        ]
    ]
    label: Annotated[str, Field(max_length=80, description="Empty: as the field is called anyway.")]
    required: bool
    placeholder: Annotated[str, Field(max_length=120)]
    help: Annotated[str, Field(max_length=300)]


@with_config(ConfigDict(extra="forbid"))
class FormTexts(TypedDict, total=False):
    title: Annotated[str, Field(max_length=80)]
    introduction: Annotated[str, Field(max_length=2000)]
    button: Annotated[str, Field(max_length=30)]
    thanks: Annotated[str, Field(max_length=1000)]
    redirect: Annotated[
        str, Field(max_length=500, description="Where to go afterwards, in place of thanks; https only.")
    ]
    consent: Annotated[
        str, Field(max_length=2000, description="With a box that must be ticked; kept with each submission.")
    ]


Fields = Annotated[list[FormFieldIn], Field(max_length=60)]
Origins = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=100)]


class FormIn(Strict):
    name: Title = Field(examples=["官网预约演示"])  # type: ignore[valid-type]
    unit_id: Id | None = Field(None, description="Whose it is; null for the whole company's.")
    state: FormState = FormState.DRAFT
    language: Language = Field("zh-Hans", description="Of its own texts.")
    texts: FormTexts = Field(default_factory=lambda: FormTexts(), examples=[WORDS])
    fields: Fields = Field([], examples=[[FILLED]])
    origins: Origins = Field(
        [], description="Sites that may embed it; empty: every site.", examples=[["https://www.example.com"]]
    )
    campaign: Campaign = ""  # type: ignore[valid-type]
    campaign_from_utm: bool = Field(False, description="`utm_campaign` of the page goes before `campaign`.")
    cost_minor: AmountMinor = Field(0, description="What one lead by this form costs.")
    fill_seconds: Annotated[int, Field(ge=0, le=60)] = Field(
        3, description="Who is quicker is asked to press once more."
    )
    address_limit: Limit = Field(30, description="Submissions of one address in ten minutes.")
    form_limit: Limit = Field(600, description="Submissions of all addresses in ten minutes.")


class FormChanges(Strict):
    name: Title = unsent()  # type: ignore[valid-type]
    unit_id: Id | None = unsent()
    state: FormState = unsent()
    language: Language = unsent()
    texts: FormTexts = unsent("As a whole.", examples=[WORDS])
    fields: Fields = unsent("As a whole, in their order.", examples=[[FILLED]])
    origins: Origins = unsent("As a whole.")
    campaign: Campaign = unsent()  # type: ignore[valid-type]
    campaign_from_utm: bool = unsent()
    cost_minor: AmountMinor = unsent()
    fill_seconds: Annotated[int, Field(ge=0, le=60)] = unsent()
    address_limit: Limit = unsent()
    form_limit: Limit = unsent()


class FormPreviewIn(Strict):
    language: Language = "zh-Hans"
    texts: FormTexts = Field(default_factory=lambda: FormTexts(), examples=[WORDS])
    fields: Fields = Field([], examples=[[FILLED]])


class FormPreviewOut(Schema):
    html: str = Field(description="The page as a stranger sees it; it sends nothing.")


class FormCounts(Schema):
    views: int
    submissions: int = Field(description="What became a lead, or part of one that there was.")
    leads: int
    suspected: int = Field(description="Kept apart, and not looked at yet.")


class FormListed(Row, FormCounts):
    name: str
    title: str
    unit_id: int | None
    unit_name: str | None
    state: FormState
    token: str
    language: Language
    campaign: str
    field_count: int


class FormsOut(Schema):
    items: list[FormListed]
    most: int
    since: date
    public_url: str = Field(description="Where this installation is reached, if it was told; else empty.")


class FormOut(Row):
    name: str
    unit_id: int | None
    unit_name: str | None
    state: FormState
    token: str = Field(description="Its address: `/f/<token>`; the script to embed it: `/f/<token>.js`.")
    language: Language
    texts: FormTexts
    fields: list[FormFieldIn]
    origins: list[str]
    campaign: str
    campaign_from_utm: bool
    cost_minor: int
    fill_seconds: int
    address_limit: int
    form_limit: int
    public_url: str = Field(description="Where this installation is reached, if it was told; else empty.")
    used: bool = Field(description="Somebody has filled it in: it can be closed, not removed.")


class Since(Schema):
    days: Annotated[int, Field(ge=1, le=366)] = Field(30, description="Numbers of so many days, with today.")


class FormsAsked(Since):
    state: FormState | None = None


class CodeIn(Strict):
    name: Title = Field(examples=["地铁广告 · 王芳"])  # type: ignore[valid-type]
    campaign: Campaign = ""  # type: ignore[valid-type]
    owner_id: Id | None = Field(
        None, description="Who gets what comes by it, while they take work; else the rules decide."
    )


class CodeChanges(Strict):
    name: Title = unsent()  # type: ignore[valid-type]
    campaign: Campaign = unsent()  # type: ignore[valid-type]
    owner_id: Id | None = unsent()


class CodeOut(Row):
    form_id: int
    token: str = Field(description="Its address: `/q/<token>`.")
    name: str
    campaign: str
    owner_id: int | None
    owner_name: str | None
    visits: int
    submissions: int
    leads: int


class CodesOut(Schema):
    items: list[CodeOut]
    most: int
    since: date


class SubmissionFilters(PageParams):
    form_id: Id | None = None
    code_id: Id | None = None
    state: SubmissionState | Literal["taken"] | None = Field(None, description="`taken`: received or joined.")
    since: DayOrToday | None = None


class SubmissionOut(Schema):
    id: int
    form_id: int
    form_name: str
    code_id: int | None
    code_name: str | None
    state: SubmissionState
    suspicion: Suspicion
    values: dict[str, Any] = Field(
        description="What was typed, by field; phones and the like masked, unless one may see all."
    )
    consent: str = Field(description="The wording that was agreed to.")
    raw: dict[str, Any] = Field(description="Where from: utm, page, referrer.")
    subject_kind: str
    subject_id: int | None
    received_at: datetime
    decided_at: datetime | None
    actions: list[str]
