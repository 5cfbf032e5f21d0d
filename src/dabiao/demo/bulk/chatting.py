"""The company's web chat: its site, what the bot and agents answer with, some weeks of talks behind leads of source chat, and
who waits at this moment. Through the services, as it happened; talks of the past are laid beside their lead at the end, since
its timeline was written before.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.demo import names
from dabiao.demo.staff import Staff
from dabiao.modules.conversations import services
from dabiao.modules.conversations.enums import Author, Ending
from dabiao.modules.conversations.models import Conversation, Site, Visitor
from dabiao.modules.conversations.services import setting
from dabiao.modules.leads.models import Lead

WEEKS = timedelta(weeks=3)
MOST = 36
TOKEN = "qimingda-demo"  # noqa: S105 - public, it stands in the page
ANSWERS: tuple[dict[str, Any], ...] = (
    {
        "asked": ["多少钱", "价格", "怎么收费", "报价", "price", "how much"],
        "texts": {
            "zh-Hans": "标准版每人每月 99 元，20 人起；专业版按数据量报价。留下电话，顾问给您算一份准确的报价。",
            "zh-Hant": "標準版每人每月 99 元，20 人起；專業版按數據量報價。留下電話，顧問給您算一份準確的報價。",
            "en": "The standard edition is ¥99 a person a month, from 20 people. Leave a number and we will work out yours.",
        },
        "button": {"zh-Hans": "怎么收费", "zh-Hant": "怎麼收費", "en": "Prices"},
        "offered": True,
    },
    {
        "asked": ["试用", "演示", "demo", "trial"],
        "texts": {
            "zh-Hans": "可以免费试用 14 天，不需要信用卡。需要我请顾问给您演示一遍吗？",
            "zh-Hant": "可以免費試用 14 天，不需要信用卡。需要我請顧問給您演示一遍嗎？",
            "en": "You can try it for 14 days for free. Shall a consultant show it to you?",
        },
        "button": {"zh-Hans": "申请试用", "zh-Hant": "申請試用", "en": "Try it"},
        "offered": True,
    },
    {
        "asked": ["能对接吗", "接口", "ERP", "用友", "金蝶", "API"],
        "texts": {"zh-Hans": "用友、金蝶和企业微信都有现成的接口，其他系统走开放 API，一般两周内接好。"},
    },
    {
        "asked": ["发票", "开票", "合同"],
        "texts": {"zh-Hans": "签约后三个工作日内开具增值税专用发票，合同支持电子签。"},
    },
    {
        "asked": ["数据安全", "私有化", "部署"],
        "texts": {"zh-Hans": "支持私有化部署，数据放在您自己的机房；云端版通过了等保三级。"},
    },
    {
        "asked": ["人工", "转人工", "客服", "真人", "agent", "human"],
        "texts": {
            "zh-Hans": "好的，正在为您转接顾问，请稍等。",
            "zh-Hant": "好的，正在為您轉接顧問，請稍等。",
            "en": "One moment, a person is coming.",
        },
        "button": {"zh-Hans": "找人聊聊", "zh-Hant": "找人聊聊", "en": "Talk to a person"},
        "offered": True,
        "hand_over": True,
    },
)
CANNED = (
    ("您好", "您好，我是启明达的顾问，请问您想了解哪方面？"),
    ("电话", "方便留个电话或微信吗？我把资料和报价发给您。"),
    ("报价", "标准版每人每月 99 元，20 人起；我给您单独算一份报价，稍后发您。"),
    ("案例", "同行业里我们服务过几十家，我挑两份案例发给您看看。"),
    ("稍等", "稍等，我请技术同事确认一下，两分钟内回复您。"),
    ("再见", "感谢咨询，有问题随时找我，祝您工作顺利。"),
)
PAGES = ("/", "/pricing", "/product", "/cases", "/docs/api")
TALKS = (
    (
        "你们的系统多少人起用？",
        "20 人起，您这边大概多少人？",
        "三十来个人，电话{phone}，发份报价吧",
        "收到，马上发您。",
    ),
    (
        "能和金蝶对接吗",
        "可以的，有现成接口，两周内接好。",
        "那约个时间演示，我电话 {phone}",
        "好，下午联系您定时间。",
    ),
    (
        "想看看同行案例",
        "您是哪个行业？我挑两份发您。",
        "做物流的，微信同手机 {phone}",
        "加您了，请通过一下。",
    ),
    (
        "数据能放我们自己机房吗",
        "支持私有化部署。",
        "那让你们技术给我打电话：{phone}",
        "已安排，半小时内联系您。",
    ),
)
AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"


def live(staff: Staff, end: datetime) -> None:
    """Set up the site and live through its talks until `end`."""
    if staff.sellers:
        _Desk(staff, end).run()


@dataclass
class _Desk:
    staff: Staff
    end: datetime
    chance: Random = field(default_factory=lambda: Random(41))  # noqa: S311 - a demo, not a secret
    visitors: int = 0

    def run(self) -> None:
        self.site = self._set_up(self.end - WEEKS)
        self.by_id = {one.person: one for one in self.staff.sellers}
        for lead in self._leads():
            self._talk_of(lead)
        self._now()

    def _set_up(self, now: datetime) -> Site:
        admin = self.staff.admin
        texts = {
            "zh-Hans": {"title": "启明达", "greeting": "您好！想了解产品、价格还是案例？直接问我就行。"},
            "zh-Hant": {"title": "啟明達", "greeting": "您好！想瞭解產品、價格還是案例？直接問我就行。"},
            "en": {"title": "Qimingda", "greeting": "Hello! Ask me about the product, prices or cases."},
        }
        values = {"name": "官网", "origins": [], "texts": texts, "campaign": "官网咨询"}
        site = setting.create_site(
            values={**values, "colour": "#1557ff", "chats_each": 5}, actor=admin, now=now
        )
        Site.objects.filter(pk=site.pk).update(token=TOKEN)
        for answer in ANSWERS:
            common = {"button": {}, "offered": False}
            setting.create_answer(values={**common, **answer}, actor=admin, now=now)
        for shortcut, text in CANNED:
            setting.create_canned(
                values={"shortcut": shortcut, "text": text}, mine=False, actor=admin, now=now
            )
        return site

    def _leads(self) -> list[Lead]:
        found = Lead.objects.filter(source="chat", received_at__gte=self.end - WEEKS).exclude(phone="")
        return sorted(found.order_by("-received_at")[:MOST], key=lambda lead: lead.received_at)

    def _visitor(self, now: datetime, name: str = "") -> Visitor:
        self.visitors += 1
        return Visitor.objects.create(
            site=self.site,
            secret_hash=f"demo {self.visitors}",
            name=name,
            language="zh-Hans",
            page=self.chance.choice(PAGES),
            referrer=self.chance.choice(("https://www.baidu.com/", "", "https://cn.bing.com/")),
            agent=AGENT,
            first_seen_at=now,
            last_seen_at=now,
        )

    def _opened(self, now: datetime, name: str = "") -> Conversation:
        return services.opened(self._visitor(now, name), actor=SYSTEM, now=now)

    def _say(self, chat: Conversation, author: Author, text: str, now: datetime, who: Actor = SYSTEM) -> None:
        services.say(chat.pk, author=author, text=text, actor=who, now=now)

    def _talk_of(self, lead: Lead) -> None:
        """The lead came out of it: the visitor left a number, and an agent entered it."""
        agent = self.by_id.get(lead.owner_id or 0) or self.chance.choice(self.staff.sellers)
        question, first, number, last = self.chance.choice(TALKS)
        now = lead.received_at - timedelta(minutes=4)
        chat = self._opened(now, lead.name)
        self._say(chat, Author.VISITOR, question, now)
        now = self._later(now, 3)
        services.queue(chat.pk, reason="asked", actor=SYSTEM, now=now)
        now = self._later(now, self.chance.choice((8, 15, 24, 28, 55)))
        services.take(chat.pk, actor=agent, now=now)
        self._say(chat, Author.AGENT, first, now, agent)
        now = self._later(now, 40)
        self._say(chat, Author.VISITOR, number.format(phone=lead.phone.removeprefix("+86")), now)
        now = max(self._later(now, 20), lead.received_at)
        self._say(chat, Author.AGENT, last, now, agent)
        services.close(chat.pk, ending=Ending.AGENT, actor=agent, now=self._later(now, 60))
        stars = self.chance.choice((None, None, 5, 5, 5, 4, 3))
        Conversation.objects.filter(pk=chat.pk).update(about_kind="lead", about_id=lead.pk, stars=stars)

    def _later(self, now: datetime, seconds: int) -> datetime:
        return min(now + timedelta(seconds=seconds), self.end)

    def _now(self) -> None:
        """Two wait, one asks whom they talk with, one is with the bot."""
        seller, ago = self.staff.sellers[0], lambda seconds: self.end - timedelta(seconds=seconds)
        asks = self._opened(ago(260), names.person(self.chance))
        self._say(asks, Author.VISITOR, "你们和金蝶怎么对接？", ago(255))
        services.queue(asks.pk, reason="asked", actor=SYSTEM, now=ago(240))
        services.take(asks.pk, actor=seller, now=ago(225))
        self._say(asks, Author.AGENT, "有现成的接口，您用的是云星空还是 K/3？", ago(215), seller)
        self._say(asks, Author.VISITOR, "云星空，大概要多久能接好？", ago(35))
        for seconds, text in ((130, "人工，想问一下五十人的报价"), (28, "转人工")):
            waits = self._opened(ago(seconds + 20))
            self._say(waits, Author.VISITOR, text, ago(seconds))
            services.queue(waits.pk, reason="asked", actor=SYSTEM, now=ago(seconds))
        bot = self._opened(ago(50))
        self._say(bot, Author.VISITOR, "怎么收费", ago(48))
        self._say(bot, Author.BOT, ANSWERS[0]["texts"]["zh-Hans"], ago(48))
