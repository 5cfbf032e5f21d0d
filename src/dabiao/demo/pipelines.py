"""A second way for deals: small customers who decide fast are sold to by a checklist. Some recent deals go it."""

from datetime import datetime, timedelta

from dabiao.core.lists.keyset import PageRequest
from dabiao.demo.staff import Staff
from dabiao.modules.opportunities import queries, services

NAME = "新客快销"
INDUSTRIES = ("餐饮", "零售")
DEALS = 14
SMALL = 15_000_000  # 150,000 yuan
STAGES = (
    services.StagePlan(
        None,
        "聊上了",
        25,
        buyer_step="老板亲自接了电话，愿意看十分钟演示",
        key_person="老板或店长",
        sop="1. 当天回电，先问开了几家店\n2. 用同城同行的例子开场\n3. 约好演示的时间，发日历",
        tools="十分钟演示、同城客户名单",
        talk_tracks="隔壁那家店上个月用上了，省了一个人，您想看看他怎么用的吗？",
        criteria=(
            services.CriterionPlan(None, "本人是老板或能拍板的店长", "名片、介绍或他自己说的都算"),
            services.CriterionPlan(None, "说得出一件现在最烦的事"),
            services.CriterionPlan(None, "约好了演示的时间"),
        ),
    ),
    services.StagePlan(
        None,
        "看过演示",
        55,
        buyer_step="看完说“就按这个来”，开始问价钱",
        key_person="老板",
        sop="1. 演示只讲他那件烦心事\n2. 当场建好试用账号\n3. 两天内回访一次",
        tools="试用账号、单页报价",
        talk_tracks="您试的这两天，哪一步比原来省事？",
        criteria=(
            services.CriterionPlan(None, "老板本人看完了演示"),
            services.CriterionPlan(None, "试用账号登录过两次以上"),
            services.CriterionPlan(None, "主动问了价钱或付款方式"),
            services.CriterionPlan(None, "没有提出非要不可的定制"),
        ),
    ),
    services.StagePlan(
        None,
        "等付款",
        85,
        buyer_step="认可价钱，答应这周付款",
        key_person="老板和管钱的家人或会计",
        sop="1. 报价只报一档，附开通日期\n2. 合同用标准版，当天发\n3. 每天问一次付款，不催价",
        tools="标准合同、收款二维码",
        talk_tracks="今天付，明天上午我带人到店里给您装好。",
        criteria=(
            services.CriterionPlan(None, "价钱点头了"),
            services.CriterionPlan(None, "合同信息填好了"),
            services.CriterionPlan(None, "说了哪天付款"),
        ),
    ),
)


def write(staff: Staff, end: datetime) -> None:
    if not staff.sellers:
        return
    since = end - timedelta(days=20)
    made = services.create_pipeline(name=NAME, mode="checklist", actor=staff.admin, now=since)
    there = queries.design(made.pk, actor=staff.admin, now=since)
    ends = [stage for stage in there["stages"] if stage["kind"] != "open"]
    plan = services.Design(
        name=NAME,
        mode="checklist",
        active=True,
        industries=INDUSTRIES,
        stages=(
            STAGES[0]._replace(id=there["stages"][0]["id"]),
            *STAGES[1:],
            *(services.StagePlan(one["id"], one["name"], one["percent"], one["kind"]) for one in ends),
        ),
    )
    services.design_pipeline(
        made.pk, plan=plan, moves={}, version=1, actor=staff.admin, now=since + timedelta(minutes=40)
    )
    _bring(made.pk, staff, end)


def _bring(pipeline_id: int, staff: Staff, end: datetime) -> None:
    """Small deals that were opened last go on as the new way says, about as far as they were."""
    [stages] = [one["stages"] for one in queries.pipelines() if one["id"] == pipeline_id]
    steps = [stage for stage in stages if stage["kind"] == "open"]
    found = [
        (deal["id"], deal["stage_id"], deal["percent"], seller)
        for seller in staff.sellers
        for deal in queries.listing(
            asked=PageRequest(limit=40), filters={"stage_kind": "open"}, actor=seller, now=end
        )["items"]
        if deal["owner_id"] == seller.user_id and deal["amount_minor"] <= SMALL
    ]
    recent = sorted(found, key=lambda one: one[0], reverse=True)[:DEALS]
    for place, (id, here, percent, seller) in enumerate(recent):
        to = max(
            (step for step in steps if step["percent"] <= percent + 20), key=lambda step: step["percent"]
        )
        when = end - timedelta(minutes=90 - 4 * place)
        services.change_pipeline(id, stage_id=to["id"], expected_stage_id=here, actor=seller, now=when)
