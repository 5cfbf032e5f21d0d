"""What was typed in one spelling: width, case, Traditional characters, decorated digits; messages are lines. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from dabiao.core.text import fold

# what stands between the parts of one number when people spell it out
JOINT = "\x1f"
HANZI = {
    **dict.fromkeys("零〇○洞", "0"),
    **dict.fromkeys("一壹幺", "1"),
    **dict.fromkeys("二贰两", "2"),
    **dict.fromkeys("三叁参叄", "3"),
    **dict.fromkeys("四肆", "4"),
    **dict.fromkeys("五伍", "5"),
    **dict.fromkeys("六陆", "6"),
    **dict.fromkeys("七柒拐", "7"),
    **dict.fromkeys("八捌", "8"),
    **dict.fromkeys("九玖勾", "9"),
}
_ANY = f"[0-9{''.join(HANZI)}]"
DECORATION = re.compile("[\ufe0e\ufe0f\u20e3\u200d]")
_NAMES = (
    ("zero oh ling", "0"),
    ("one yi yao", "1"),
    ("two er liang", "2"),
    ("three san", "3"),
    ("four si", "4"),
    ("five wu", "5"),
    ("six liu", "6"),
    ("seven qi", "7"),
    ("eight ba", "8"),
    ("nine jiu", "9"),
)
_BY_NAME = {name: digit for names, digit in _NAMES for name in names.split()}
NAME = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_NAMED = re.compile(rf"(?<![a-z])(?:{NAME})(?:[\s,.-]+(?:{NAME})(?![a-z])){{6,}}")
_COUNTED = re.compile(rf"([两二三四五六七八2-8])\s*个\s*({_ANY})(?!\d)")
_JOINTS = re.compile(
    r"再打|再拨|(?:再|先)?(?:后面跟|前面|前头|头|中间|后面|后头|最后|开头|接着|然后|前半段|后半段|尾巴?|末|前|后|再|先发一半|另一半|接上面?的?)"
    r"(?:[一二三四五六七八两]位|[2-8]位|[几三四两]个)?(?:数字?)?(?:是|:|为)?"
    r"|国家区号|国际区号|区号|直线|再打|再拨|号码(?:是|:)?|逗号|句号|空格?(?=[\d零一二三四五六七八九幺])|[呃嗯啊哦额好哈]|(?<=[零一二三四五六七八九幺])点(?=[零一二三四五六七八九幺])|那个|对(?=\s*[\d零一二三四五六七八九幺])"
    r"|[(（]\d/\d[)）]|加(?=\s*(?:86|852|853|886|八六|八五二|八八六)(?:\D|$))|开头(?=\s*[\n,])"
)


def read(messages: Sequence[str]) -> str:
    """All messages of one side in their order, one a line."""
    return "\n".join(_plain(message) for message in messages)


def _plain(message: str) -> str:
    return _COUNTED.sub(_written_out, _named(fold(_digits(DECORATION.sub("", message)))))


def _digits(text: str) -> str:
    """Every sign that Unicode knows for a digit (❶ ① ٣) as that digit."""
    if text.isascii():
        return text
    return "".join(char if (value := unicodedata.digit(char, None)) is None else str(value) for char in text)


def _named(text: str) -> str:
    """Seven digits or more by their names, in English or pinyin: 「yi san ba …」."""
    return _NAMED.sub(lambda run: "".join(_BY_NAME[name] for name in re.findall(NAME, run[0])), text)


def joined(text: str) -> str:
    """`text` with words such as 「中间四位」 and 「区号」 as joints, each as long as it was: what stands on both sides of
    a joint may be one number."""
    return _JOINTS.sub(lambda words: JOINT * len(words[0]), text)


def _written_out(counted: re.Match[str]) -> str:
    times, digit = (HANZI.get(one, one) for one in counted.groups())
    return digit * int(times)
