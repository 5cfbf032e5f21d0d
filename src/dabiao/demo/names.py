"""Names and words for a company that does not exist."""

from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰梅琳晨阳宇轩欣怡思雨佳琪浩然子涵梓萱一诺俊熙诗涵雅婷志远建国海燕晓东春梅冬雪立新文博嘉宁若溪书瑶景行知远"
FIRST = "云恒瑞博天鼎华锐佳明盛星远聚凯正汇优乐康新大合安启卓弘万同中金海东德宏嘉润泽"
SECOND = "岚信达拓科禾景河航力利泰通品家悦元成众然程越毅象创联诚丰腾峰原图辰宇晟洋思诺"
THIRD = ("", *"源和业邦睿森凌朗曜铭韬")
TRADES = {
    "制造业": ("精密机械", "新材料", "智能装备"),
    "零售": ("服装", "电子商务", "家居用品"),
    "软件": ("信息技术", "软件", "数字科技"),
    "医疗健康": ("医疗器械", "生物科技", "健康管理"),
    "教育培训": ("教育科技", "文化传媒", "职业培训"),
    "物流": ("供应链管理", "物流", "国际货运"),
    "建筑": ("建筑装饰", "建设工程", "园林工程"),
    "餐饮": ("餐饮管理", "食品", "酒店管理"),
}
FORMS = ("有限公司", "股份有限公司")
MOBILES = ("135", "136", "138", "139", "150", "151", "158", "159", "186", "187", "188")
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
ASIDES = (
    "预算三十万左右",
    "预 算 已经批了",
    "今年还没有预算",
    "不是很急，先了解一下",
    "想下周看演示",
    "麻烦先发一份报价",
    "比较急，月底要定",
    "老板很感兴趣",
    "暂时不需要上门",
)
SYSTEMS = (
    ("Excel", "Excel"),
    ("用友", "Yonyou"),
    ("金蝶", "Kingdee"),
    ("云帆销管", "Yunfan"),
    ("自研", "In-house"),
)
PRODUCTS = ("销售管理标准版", "销售管理专业版", "客户成功套件", "外呼与质检模块", "数据分析模块")

# code, name, unit, yuan a unit; who buys one of `PRODUCTS` gets a quote with it
PRICE_LIST = (
    ("CRM-STD", "销售管理标准版", "席/年", 1_280),
    ("CRM-PRO", "销售管理专业版", "席/年", 1_980),
    ("CS-SUITE", "客户成功套件", "席/年", 980),
    ("CALL-QA", "外呼与质检模块", "席/年", 680),
    ("BI-01", "数据分析模块", "套/年", 6_800),
    ("SVC-IMPL", "实施与培训服务", "人天", 2_000),
)
IMPLEMENTING = "SVC-IMPL"
REST = "数据迁移与接口定制"


def person(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice((1, 2, 2))))


def company(number: int, city: str, industry: str) -> str:
    """The `number`-th company, numbers below 100,000: no two are called the same."""
    trades = TRADES[industry]
    place = number * 61_813 % (len(FIRST) * len(SECOND) * len(THIRD) * len(trades) * len(FORMS))
    place, first = divmod(place, len(FIRST))
    place, second = divmod(place, len(SECOND))
    place, trade = divmod(place, len(trades))
    form, third = divmod(place, len(THIRD))
    return f"{city}{FIRST[first]}{SECOND[second]}{THIRD[third]}{trades[trade]}{FORMS[form]}"


def mobile(number: int) -> str:
    """The mobile number of the `number`-th person, below a million: no two have the same, nor the same last six digits."""
    return f"{MOBILES[number * 7 % len(MOBILES)]}{number * 37 % 100:02d}{number * 617_161 % 1_000_000:06d}"


def asking(random: Random) -> str:
    """As `need`, with a word on money or time by who says more, or wants nothing."""
    return f"{need(random)}，{random.choice(ASIDES)}" if random.random() < 0.6 else need(random)


def need(random: Random) -> str:
    return random.choice(NEEDS).format(n=random.randint(8, 120))
