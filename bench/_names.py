"""Names of people and companies as a Chinese sales company meets them: the corpus where it lies, else composed."""

from random import Random

from bench._data import data_folder

CORPUS = data_folder() / "company-names" / "Company-Shorter-Form-28W.txt"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国华文玉兰红志海燕晓东子涵梓轩一诺浩宇欣怡佳俊思雨博"
PLACES = (
    "上海",
    "北京",
    "深圳",
    "杭州",
    "广州",
    "苏州",
    "南京",
    "成都",
    "武汉",
    "厦门",
    "宁波",
    "青岛",
    "东莞",
    "佛山",
)
SYLLABLES = (
    "云岚恒瑞博远华腾星辰海纳鼎盛智汇天启中信联创源丰泰和嘉禾金石锐捷宏图永安正阳新希望德邦百川万象千里"
)
TRADES = (
    *("科技",) * 30, *("贸易",) * 12, *("信息技术",) * 8, *("电子科技",) * 8, *("商务",) * 6, *("实业",) * 6,
    *("机械", "物流", "食品", "建筑工程", "文化传媒", "网络科技", "生物科技", "医疗器械", "服饰", "教育咨询") * 2,
    "半导体", "精密仪器", "新能源", "环保设备", "跨境电商", "航空服务", "珠宝", "園林", "酒業",
)  # fmt: skip
FORMS = (*("有限公司",) * 8, "股份有限公司", "(中国)有限公司", "")


class Names:
    def __init__(self, random: Random) -> None:
        self.random = random
        lines = CORPUS.read_text(encoding="utf-8").splitlines()[3:] if CORPUS.exists() else []
        self.brands = [line.strip() for line in lines if line.strip()]

    def person(self) -> str:
        return self.random.choice(SURNAMES) + "".join(
            self.random.choices(GIVEN, k=self.random.choice((1, 2, 2)))
        )

    def company(self) -> str:
        brand = (
            self.random.choice(self.brands)
            if self.brands
            else "".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 2, 3, 4))))
        )
        return f"{self.random.choice(PLACES)}{brand}{self.random.choice(TRADES)}{self.random.choice(FORMS)}"
