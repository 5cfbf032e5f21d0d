"""Who asks, where they come from, what they buy and how they pay: true of the market, whoever sells."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """`share` of all leads; `quality` is log odds; `cost_minor` what one lead costs. `drift` is what the quality loses
    (or gains) over the whole time."""

    share: float
    quality: float
    cost_minor: int
    drift: float = 0.0


@dataclass(frozen=True)
class Industry:
    """`yuan` is the median deal, `pace` how long they take to decide as a multiple of the usual, `pays` how they pay."""

    share: float
    appetite: float
    yuan: float
    pace: float
    pays: str


# advertising wears out, referrals grow with the number of customers
SOURCES = {
    "form": Source(30, 0.0, 3_000),
    "advert": Source(28, -0.45, 18_000, drift=-0.5),
    "chat": Source(14, 0.1, 2_000),
    "phone": Source(10, 0.3, 1_500),
    "event": Source(10, -0.1, 26_000),
    "referral": Source(8, 0.8, 0, drift=0.2),
}
INDUSTRIES = {
    "制造业": Industry(26, 0.15, 168_000, 1.3, "slow"),
    "零售": Industry(18, 0.0, 86_000, 0.8, "usual"),
    "软件": Industry(14, 0.1, 98_000, 0.8, "prompt"),
    "医疗健康": Industry(13, 0.05, 142_000, 1.5, "prompt"),
    "教育培训": Industry(10, -0.1, 58_000, 0.9, "usual"),
    "物流": Industry(8, 0.0, 112_000, 1.0, "usual"),
    "建筑": Industry(6, -0.25, 196_000, 1.6, "slow"),
    "餐饮": Industry(5, -0.3, 46_000, 0.7, "usual"),
}
GRADES = {"A": 15.0, "B": 35.0, "C": 35.0, "D": 15.0}
GRADE_EFFECT = {"A": 0.7, "B": 0.2, "C": -0.2, "D": -0.8}
# days that a buyer stays in each open stage, the median
STAGE_DAYS = (7, 10, 12, 12, 7)
LOST_AT = (0.22, 0.3, 0.24, 0.18, 0.06)
INVALID = {
    "unreachable": 26.0,
    "not_interested": 24.0,
    "no_budget": 20.0,
    "not_a_fit": 16.0,
    "wrong_number": 10.0,
    "duplicate": 4.0,
}
LOST_FOR = {"价格太高": 28.0, "选了竞品": 30.0, "预算取消": 16.0, "项目推迟": 18.0, "负责人离职": 8.0}
COMPETITORS = {"云帆销管": 40.0, "易达销售": 34.0, "简销云": 26.0}
# invented, like everything said of them: how each is seen by those who meet them, and what is told
THREATS = {
    "云帆销管": {"strong": 50.0, "equal": 35.0, "weak": 5.0, "unknown": 10.0},
    "易达销售": {"strong": 30.0, "equal": 45.0, "weak": 15.0, "unknown": 10.0},
    "简销云": {"strong": 10.0, "equal": 30.0, "weak": 45.0, "unknown": 15.0},
}
SAID_OF = {
    "云帆销管": ("报价低一成，承诺两周上线", "客户去年试用过，有内部支持者", "强调连接能力，移动端演示不错"),
    "易达销售": ("已做过方案演示，报表是强项", "服务商实施，客户担心售后", ""),
    "简销云": ("主打低价，功能较浅", "电话机器人打包赠送", ""),
}


@dataclass(frozen=True)
class Payer:
    """`late` days after the due date, the median, negative for before; `parts` how often an instalment comes in two."""

    late: float
    spread: float
    parts: float
    never: float


PAYERS = {
    "early": Payer(-4, 2, 0.02, 0.0),
    "prompt": Payer(1, 3, 0.03, 0.002),
    "usual": Payer(5, 6, 0.08, 0.006),
    "slow": Payer(18, 14, 0.2, 0.015),
}
# what a customer of an industry turns out to be
PAYS = {
    "prompt": {"early": 25.0, "prompt": 55.0, "usual": 17.0, "slow": 3.0},
    "usual": {"early": 10.0, "prompt": 35.0, "usual": 43.0, "slow": 12.0},
    "slow": {"early": 3.0, "prompt": 17.0, "usual": 40.0, "slow": 40.0},
}
