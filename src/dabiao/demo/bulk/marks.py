"""Ids and texts as they are written: plainly, or with a gap for the number of a copy.

A world that is to be multiplied is written once, into tables beside the real ones, and everything in it that has to differ
between copies carries a mark there: the end of every id, two digits of every phone, one sign in every company's name.
The database then writes copy after copy with the marks replaced (`multiplying`), so that nothing in a text, a number or
a JSON document has to be understood for it, and phones, names and ids are unique by construction.
"""

from dataclasses import dataclass

from dabiao.core.identity.keys import Key, KeyKind

GAP = 87_654_321  # the last eight digits of an id, and what stands for two digits in a phone
WIDTH = 10**8
SIGN = "龘"  # in a company's name, after the city; no name has it
COPIES = 100  # at most: a gap has two digits
# what stands for the sign in copy after copy; none of them begins a company's name
SIGNS = tuple(
    "亿丰久亨仁伟佰保信倍傲元兆先光全兴冠创力勤升卫友吉和四固国圣坤城基奇好如威宁宇宝富尚山岩川帝常广庆建彩御"
    "微志思恩成捷文方时昌昊易春晋晟普景智有朗朝木本来杰林格森楚欣步永江沃法浦浩涛深清源灵然珍理甘生用益祥福荣茂裕谦逸锋雄顺颖鹏麒玺瑜瑾璟"
)
# where the two digits stand in a key
PLACES = {KeyKind.PHONE: 6, KeyKind.WECHAT: 4, KeyKind.EMAIL: 1}


@dataclass(frozen=True)
class Marks:
    """`gaps`: whether to leave them."""

    gaps: bool = False

    def id(self, number: int) -> int:
        return number * WIDTH + GAP if self.gaps else number

    def number(self, number: str) -> str:
        """Of a contract: copies count in hundreds."""
        return f"{number}{GAP}" if self.gaps else number

    def handle(self, text: str) -> str:
        """A phone, WeChat id or e-mail address of one person: each holds eight digits of their number."""
        place = 1 if "@" in text else 4 if text.startswith("wx_") else 3
        return f"{text[:place]}{GAP}{text[place + 2 :]}" if self.gaps and text else text

    def company(self, name: str) -> str:
        return f"{name[:2]}{SIGN}{name[2:]}" if self.gaps and name else name

    def key(self, key: Key) -> str:
        """Of a key found from the plain text; that of a company's name has its mark already."""
        if not self.gaps or key.kind not in PLACES:
            return key.value
        place = PLACES[key.kind]
        return f"{key.value[:place]}{GAP}{key.value[place + 2 :]}"
