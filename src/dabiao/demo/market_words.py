"""What is said of the demo company's competitors and of deals that ended. All of it is invented, like the competitors."""

CLOUD, EASY, PLAIN = "云帆销管", "易达销售", "简销云"

# whom, what sort, words, yuan (0: none), heard from, how sure; the oldest first
HEARD: tuple[tuple[str, str, str, int, str, str], ...] = (
    (CLOUD, "price", "旗舰版 50 用户一年报 19.8 万，含一次上门培训", 198_000, "tender", "document"),
    (EASY, "people", "华东区负责人上个月离职，目前由总部代管", 0, "partner", "hearsay"),
    (PLAIN, "price", "30 用户一口价 3.6 万，不含实施", 36_000, "customer", "seen"),
    (CLOUD, "move", "年中促销：签两年送半年，月底截止", 0, "web", "document"),
    (EASY, "product", "新版报表可以自己拖，演示效果好，但数据量一大就慢", 0, "exhibition", "seen"),
    (PLAIN, "customer", "丢了萧山一家装备厂，原因是没有移动审批", 0, "customer", "hearsay"),
    (CLOUD, "price", "对续约客户涨价 8%，有客户在重新选型", 214_000, "customer", "seen"),
    (EASY, "price", "标准版 40 用户报 11.5 万，实施另算 4 万", 115_000, "customer", "document"),
    (CLOUD, "product", "移动端离线签到上线了，弱网下能用", 0, "web", "seen"),
    (PLAIN, "move", "电话机器人打包赠送，主攻 20 人以下团队", 0, "web", "seen"),
    (EASY, "move", "在苏州开了服务点，承诺两小时上门", 0, "partner", "hearsay"),
    (CLOUD, "people", "从我们这边挖走一位售前，主做制造业", 0, "colleague", "seen"),
    (PLAIN, "product", "和财务软件的接口要客户自己开发", 0, "customer", "document"),
    (EASY, "customer", "拿下一家连锁药房，靠的是老客户推荐", 0, "web", "seen"),
    (CLOUD, "price", "投标价压到 17.6 万，明显低于平时", 176_000, "tender", "document"),
    (CLOUD, "other", "销售开始强调“两周上线”，合同附件里只写标准模块", 0, "customer", "document"),
    (PLAIN, "price", "年底前 30 用户降到 3.2 万", 32_000, "customer", "hearsay"),
    (EASY, "product", "没有公海规则，线索靠人工分", 0, "customer", "seen"),
    (EASY, "price", "给集团客户打到 9.8 万，要求一次付清", 98_000, "customer", "seen"),
    (CLOUD, "move", "在杭州办了一场制造业沙龙，到了四十多家", 0, "exhibition", "seen"),
    (PLAIN, "people", "客服改成外包，客户反映回复慢", 0, "customer", "hearsay"),
    (CLOUD, "customer", "一家物流公司上线三个月后停用，说员工不愿意录", 0, "partner", "hearsay"),
    (EASY, "move", "推出渠道返点三成，鼓励伙伴主推", 0, "partner", "document"),
    (PLAIN, "product", "新增微信侧边栏，功能比较基础", 0, "web", "seen"),
    (CLOUD, "price", "旗舰版最新报价 18.9 万，培训改为线上", 189_000, "customer", "seen"),
    (EASY, "other", "投标文件里把我们的移动端写成“无离线”，不属实", 0, "tender", "document"),
    (PLAIN, "price", "10 用户入门版 1.2 万", 12_000, "web", "document"),
    (CLOUD, "product", "权限只到部门，做不到跨部门协作", 0, "customer", "seen"),
    (EASY, "people", "新来的销售总监原来做财务软件，打法偏价格", 0, "colleague", "hearsay"),
    (CLOUD, "move", "开始提供三个月免费试用，到期前才谈合同", 0, "customer", "seen"),
    (PLAIN, "customer", "一家培训机构从它那里转到我们，嫌报表太浅", 0, "customer", "seen"),
    (EASY, "price", "标准版报 10.8 万，承诺三年不涨", 108_000, "customer", "document"),
    (CLOUD, "other", "客户说它的实施顾问同时带六个项目，排期要等", 0, "customer", "hearsay"),
    (PLAIN, "move", "和本地代理记账公司合作，批量推入门版", 0, "partner", "seen"),
    (EASY, "product", "私有化部署要加价四成", 0, "tender", "document"),
    (CLOUD, "price", "最近三单都压到 17 万上下", 171_000, "customer", "seen"),
    (EASY, "customer", "丢了宁波一家模具厂，客户嫌服务商换人太频繁", 0, "customer", "seen"),
    (PLAIN, "price", "30 用户 3.4 万，送一年电话机器人", 34_000, "customer", "seen"),
    (CLOUD, "people", "制造业售前只剩两位，演示要提前一周约", 0, "partner", "seen"),
    (CLOUD, "move", "月底前签约送一年服务，正在集中联系我们的老客户", 0, "customer", "seen"),
)

# competitor → who they are, strengths, weaknesses
PROFILES = {
    CLOUD: (
        "做制造业多年的老牌厂商，总部在上海，直销为主。",
        "品牌响，移动端演示好\n连接器多",
        "实施排期长\n权限只到部门\n续约涨价",
    ),
    EASY: (
        "靠渠道伙伴铺开，报表是招牌。",
        "报表灵活\n渠道多，本地有人",
        "服务商水平不一\n数据量大时慢\n没有公海规则",
    ),
    PLAIN: ("面向小团队的轻量工具，主打低价。", "便宜，上手快", "功能浅\n接口要自己开发\n客服外包"),
}

# competitor, written so many days ago, parts, how the answers were bettered later ("" for not)
CARDS: tuple[tuple[str, int, dict[str, str], str], ...] = (
    (
        CLOUD,
        120,
        {
            "claims": "两周上线\n移动端最好用\n头部制造业客户都在用",
            "answers": "两周只含标准模块，请客户看合同附件\n请客户现场断网签到，比一比",
            "traps": "上线范围写在合同哪一条？\n续约价格怎么定？\n实施顾问同时带几个项目？",
            "proof": "萧山装备厂：对比试用两周后选了我们",
            "price_position": "平时 19 万左右，投标会压到 17 万；比三年总价，不比首年",
            "dos": "尽早见到车间用户\n把“两周”写成验收条件",
            "donts": "不要跟着降价\n不要评价对方人员",
        },
        "两周只含标准模块，请客户看合同附件第三条\n请客户现场断网签到，比一比\n给出同行业三个月上线的真实节奏",
    ),
    (
        EASY,
        150,
        {
            "claims": "报表想怎么拖就怎么拖\n本地两小时上门",
            "answers": "请客户拿自己的十万行数据试一次\n问清楚上门的是谁，换过几次人",
            "traps": "公海多久回收？谁来分线索？\n私有化部署加多少钱？",
            "proof": "宁波模具厂：嫌服务商换人，转到我们",
            "price_position": "标准版 10 到 11 万，实施另算 4 万，合计与我们接近",
            "dos": "带客户看自动分配",
            "donts": "不要在报表样式上纠缠",
        },
        "",
    ),
    (
        PLAIN,
        60,
        {
            "claims": "便宜，当天就能用",
            "answers": "二十人以下确实够用；过了三十人，审批和权限就要重来\n把一年后的迁移成本算给客户看",
            "traps": "和财务怎么对接？谁来开发？",
            "proof": "培训机构：用了一年转到我们",
            "price_position": "30 用户 3.4 万左右，不含实施",
            "dos": "先问一年后的团队人数",
            "donts": "不要嘲笑低价，客户预算是真的",
        },
        "",
    ),
    (
        CLOUD,
        30,
        {
            "claims": "数据看板开箱即用",
            "answers": "看板数据要先有人录；我们从通话和企微自动来",
            "traps": "看板上的数据从哪里来？",
            "proof": "",
            "price_position": "看板单独收费，每年约 2 万",
            "dos": "演示自动采集",
            "donts": "",
        },
        "",
    ),
)

Told = tuple[str, str, str, dict[str, int]]
# what happened, again, differently, what decided it
STORIES: dict[str, tuple[Told, ...]] = {
    "lost": (
        (
            "演示很顺，报价后一周没有回音，最后说预算不够。",
            "提前约了技术负责人",
            "报价前先问清预算口径",
            {"price": 3, "timing": 1},
        ),
        (
            "对方先做了试用，我们进场晚了三周。",
            "每周给客户一页进展",
            "线索当天就约演示",
            {"competitor": 3, "timing": 2},
        ),
        (
            "采购一直是单线联系，没见到总经理。",
            "资料准备得细",
            "第二次拜访前拿到决策人名单",
            {"relation": 3, "price": 1},
        ),
        ("客户要私有化，我们的方案不完整。", "如实说了边界", "售前早点介入", {"product": 3}),
        ("项目因总部调整暂停。", "保持每月问候", "先确认立项再投入", {"none": 3, "timing": 1}),
        (
            "对手降了一成，我们跟不跟拖了五天。",
            "比了三年总价",
            "价格授权提前谈好",
            {"price": 2, "competitor": 3},
        ),
    ),
    "won": (
        (
            "车间主任现场试用后主动帮我们说话。",
            "先见使用的人",
            "合同条款早点给法务",
            {"product": 3, "relation": 2},
        ),
        ("老客户推荐，客户直接点名要我们。", "成交后一个月回访", "早点提增购", {"relation": 3}),
        ("同行案例打动了总经理。", "带案例去谈", "案例再准备一份数字版", {"service": 2, "product": 2}),
        (
            "对手排期要等两个月，我们两周进场。",
            "实施顾问一起拜访",
            "范围写得再清楚些",
            {"timing": 3, "service": 1},
        ),
    ),
}

# the buyer's own words, and what decided it in their eyes
VOICES: dict[str, tuple[tuple[str, dict[str, int]], ...]] = {
    "lost": (
        ("方案都差不多，另一家便宜一成，领导就定了。", {"price": 3}),
        ("说实话价格不是主要的，是他们先让我们用起来了。", {"timing": 3, "product": 1}),
        ("你们一直跟我谈，可拍板的是总经理，他没见过你们。", {"relation": 3}),
        ("担心售后，另一家在本地有人。", {"service": 3, "price": 1}),
        ("不是不选你们，是今年不做了。", {"none": 3}),
        ("你们的移动端我们车间用不惯，字太小。", {"product": 3}),
        ("对方的顾问讲得更懂我们这行。", {"competitor": 3, "relation": 1}),
    ),
    "won": (
        ("车间的人说你们的好用，这就够了。", {"product": 3}),
        ("朋友公司用了两年，说你们有事找得到人。", {"relation": 2, "service": 3}),
        ("价格不低，但账算得清楚。", {"price": 2, "service": 2}),
        ("另一家要等两个月，我们等不起。", {"timing": 3}),
    ),
}

# lesson, situation, what becomes of it
LESSONS: tuple[tuple[str, str, str], ...] = (
    ("报价前先确认预算口径：含不含实施、分几年付", "客户说“先报个价看看”", "sop"),
    ("把“两周上线”请客户写进验收条件", "对手承诺两周上线", "card"),
    ("第二次拜访前拿到决策人名单", "一直是采购单线联系", "sop"),
    ("带客户现场断网签到", "客户关心移动端", "card"),
    ("成交后一个月约回访，顺便请客户推荐", "老客户关系好", "none"),
)
