"""Names and words for a company that does not exist."""

from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰梅琳晨阳宇轩欣怡思雨佳琪浩然子涵梓萱一诺俊熙诗涵雅婷志远建国海燕晓东春梅冬雪立新文博嘉宁若溪书瑶景行知远"
CITIES = ("上海", "杭州", "苏州", "南京", "宁波", "深圳", "广州", "东莞", "佛山", "厦门", "无锡", "合肥")
ROOTS = (
    *(
        "云岚",
        "恒信",
        "瑞达",
        "博远",
        "天启",
        "鼎新",
        "华拓",
        "锐捷达",
        "中科创",
        "佳禾",
        "明德",
        "盛景",
        "星河",
        "远航",
        "聚力",
    ),
    *(
        "凯利",
        "正泰来",
        "汇通源",
        "优品汇",
        "乐家",
        "康悦",
        "新纪元",
        "大成",
        "合众",
        "安然",
        "启程",
        "卓越",
        "弘毅",
        "万象",
        "同创",
    ),
)
TRADES = (
    ("精密机械", "制造业"),
    ("医疗器械", "医疗健康"),
    ("教育科技", "教育培训"),
    ("供应链管理", "物流"),
    ("餐饮管理", "餐饮"),
    ("服装", "零售"),
    ("电子商务", "零售"),
    ("建筑装饰", "建筑"),
    ("新材料", "制造业"),
    ("信息技术", "软件"),
    ("生物科技", "医疗健康"),
    ("文化传媒", "传媒"),
)
TITLES = ("总经理", "销售总监", "采购经理", "信息部主管", "运营经理", "行政主管", "创始人", "市场经理")
CAMPAIGNS = {
    "form": ("官网试用申请", "白皮书下载"),
    "advert": ("百度-CRM 词包", "抖音-管理者人群", "腾讯广告-制造业"),
    "event": ("杭州数字化沙龙", "深圳制造展"),
    "chat": ("官网在线咨询",),
    "phone": ("400 来电",),
    "referral": ("老客户转介绍",),
}
NEEDS = (
    "想了解销售管理系统，团队约 {n} 人",
    "现在用 Excel 管客户，经常撞单，想看看方案",
    "门店 {n} 家，需要统一线索分配",
    "续费在即，想对比一下价格和服务",
    "老板要求年底前上线，请尽快联系",
    "希望能和企业微信打通",
)
PRODUCTS = ("销售管理标准版", "销售管理专业版", "客户成功套件", "外呼与质检模块", "数据分析模块")


def person(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice((1, 2, 2))))


def company(random: Random) -> tuple[str, str, str]:
    """(name, industry, city)."""
    city = random.choice(CITIES)
    trade, industry = random.choice(TRADES)
    return (
        f"{city}{random.choice(ROOTS)}{trade}{random.choice(('有限公司', '有限公司', '股份有限公司'))}",
        industry,
        city,
    )


def mobile(random: Random) -> str:
    return random.choice(
        ("135", "136", "138", "139", "150", "151", "158", "159", "186", "187", "188")
    ) + "".join(random.choice("0123456789") for _ in range(8))


def need(random: Random) -> str:
    return random.choice(NEEDS).format(n=random.randint(8, 120))
