"""Two forms that the company has on its site and at its stands: what came in by them are the leads that came by forms."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.demo.staff import Staff
from dabiao.modules.forms import services
from dabiao.modules.forms.enums import SubmissionState, Suspicion
from dabiao.modules.forms.models import Code, CodeDay, Form, FormDay, Submission
from dabiao.modules.leads.enums import LeadSource
from dabiao.modules.leads.models import Enquiry, Lead

WEEKS = 8
MOST = 3_000  # submissions: a large company has them as the small one does, no more
TYPED = ("name", "company", "title", "phone", "wechat", "email", "region", "remark")
CONSENT = "我同意贵公司为联系我而使用以上信息，可随时要求删除。"
PAGES = ("https://www.example.com/product", "https://www.example.com/price", "https://www.example.com/cases")
FORMS: tuple[dict[str, Any], ...] = (
    {
        "name": "官网预约演示",
        "texts": {
            "title": "预约产品演示",
            "introduction": "留下联系方式，顾问 5 分钟内联系您，按您的行业准备演示。",
            "button": "马上预约",
            "thanks": "已收到，顾问马上联系您。",
            "consent": CONSENT,
        },
        "fields": [
            {"name": "name", "required": True},
            {"name": "phone", "required": True, "help": "只用于安排演示"},
            {"name": "company", "required": True},
            {"name": "title"},
            {"name": "remark", "label": "想了解什么", "placeholder": "例如：线索分配、业绩看板"},
        ],
        "campaign_from_utm": True,
    },
    {
        "name": "展会和宣传册",
        "texts": {"title": "领取行业方案", "introduction": "扫码留下联系方式，方案发到您的微信。"},
        "fields": [
            {"name": "name", "required": True},
            {"name": "phone", "required": True},
            {"name": "wechat"},
            {"name": "region"},
        ],
        "campaign": "秋季展会",
    },
)
CODES = ("上海展会 · A3 展台", "宣传册封底", "名片")
SPAM = (
    (
        "James",
        "Best SEO for your site https://seo.example https://cheap.example www.rank.example",
        Suspicion.LINKS,
    ),
    ("test", "test", Suspicion.TRAP),
    ("优惠贷款", "低息秒批，加微信", Suspicion.TRAP),
    ("赵先生", "想看看价格", Suspicion.TOO_FAST),
)


def add(staff: Staff, end: datetime) -> None:
    """The forms, made before their first submission, and what came in by them until `end`."""
    chance = Random(31)  # noqa: S311 - a demo, not a secret
    start = end - timedelta(weeks=WEEKS)
    made = [_made(staff, said, start - timedelta(days=3)) for said in FORMS]
    codes = [_code(staff, made[1], name, n, start) for n, name in enumerate(CODES)]
    rows = list(islice(_sent(made, codes, start, chance), MOST))
    rows += [_spam(made[0], n, end) for n in range(len(SPAM))]
    Submission.objects.bulk_create(rows, batch_size=500)
    _look(rows, made, codes, chance)


def _made(staff: Staff, said: dict[str, Any], now: datetime) -> Form:
    common: dict[str, Any] = {"unit_id": None, "state": "live", "language": "zh-Hans", "origins": []}
    return services.create(values={**common, **said}, actor=staff.admin, now=now)


def _code(staff: Staff, form: Form, name: str, place: int, now: datetime) -> Code:
    """A business card is somebody's; the others are a channel's."""
    owner = staff.sellers[0] if staff.sellers and place == len(CODES) - 1 else None
    values = {
        "name": f"{name} · {owner.name}" if owner else name,
        "owner_id": owner.person if owner else None,
    }
    return services.create_code(form.pk, values=values, actor=staff.admin, now=now)


def _sent(forms: list[Form], codes: list[Code], start: datetime, chance: Random) -> Iterator[Submission]:
    """Every lead that came by a form since then, and everybody known who asked again by one."""
    leads = Lead.objects.filter(source=LeadSource.FORM, received_at__gte=start).order_by(
        "-received_at", "-pk"
    )
    for lead in leads[:MOST]:
        typed = {name: said for name in TYPED if (said := getattr(lead, name))}
        yield _submission(forms, codes, typed, lead.received_at, chance, lead.pk)
    again = Enquiry.objects.filter(source=LeadSource.FORM, received_at__gte=start).order_by(
        "-received_at", "-pk"
    )
    for one in again[: MOST // 10]:
        typed = {name: one.values[name] for name in TYPED if isinstance(one.values.get(name), str)}
        row = _submission(forms, codes, typed, one.received_at, chance, one.subject_id)
        row.state, row.about_kind, row.enquiry_id = SubmissionState.JOINED, one.subject_kind, one.pk
        yield row


def _submission(
    forms: list[Form], codes: list[Code], typed: dict[str, str], at: datetime, chance: Random, lead: int
) -> Submission:
    by_code = chance.random() < 0.3
    form = forms[1] if by_code else forms[0]
    raw = {} if by_code else {"page": chance.choice(PAGES), "utm_source": chance.choice(("baidu", "zhihu"))}
    return Submission(
        form=form,
        code=chance.choice(codes) if by_code else None,
        key=f"{chance.getrandbits(128):032x}",
        state=SubmissionState.RECEIVED,
        values={
            name: said for name, said in typed.items() if any(one["name"] == name for one in form.fields)
        },
        consent=form.texts["consent"],
        raw=raw,
        about_kind=Lead.subject_kind,
        about_id=lead,
        received_at=at,
    )


def _spam(form: Form, place: int, end: datetime) -> Submission:
    name, remark, why = SPAM[place]
    return Submission(
        form=form,
        key=f"spam{place:028}",
        state=SubmissionState.SUSPECTED,
        suspicion=why,
        values={"name": name, "phone": f"1390000{place:04}", "remark": remark},
        received_at=end - timedelta(hours=5 * place + 2),
    )


def _look(rows: list[Submission], forms: list[Form], codes: list[Code], chance: Random) -> None:
    """More look than send: one of eight to sixteen; of those who follow a code one of three to six."""
    zone = get_default_timezone()
    views: dict[tuple[int, Any], int] = {}
    visits: dict[tuple[int, Any], int] = {}
    for row in rows:
        day = row.received_at.astimezone(zone).date()
        looked = chance.randrange(3, 7) if row.code_id else chance.randrange(8, 17)
        views[row.form_id, day] = views.get((row.form_id, day), 0) + looked
        if row.code_id:
            visits[row.code_id, day] = visits.get((row.code_id, day), 0) + looked
    FormDay.objects.bulk_create(FormDay(form_id=id, day=day, views=n) for (id, day), n in views.items())
    CodeDay.objects.bulk_create(CodeDay(code_id=id, day=day, visits=n) for (id, day), n in visits.items())
