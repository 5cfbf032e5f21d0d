"""WeChat ids in folded text: behind a word for WeChat in any disguise, or before it. Pure."""

import re
from collections.abc import Sequence

from dabiao.core.mentions.doubts import any_of
from dabiao.core.mentions.phones import Phone

# how people write WeChat where the word itself is filtered, or just in a hurry; not where it is part of another thing
_NOT = (
    r"(?!小程序|支付|登录|步数|零钱|公众号|群|红包|转账|版本|客服|视频号|读书|电视|定位|导航|云|收款|运动|开发|后台|商城"
    r"|仰|念)"
)
_WORD = (
    rf"(?:(?:[微薇威维崴徽唯葳喂嶶溦胃围]|wei|w|(?<![\w])❤)[\s.·-]*(?:信|芯|心|伈|辛|欣|❤|♥|xin)x?{_NOT}|[微薇]号|[微薇威]电|[微薇威](?=[\s:]*同)|微\s?x|[微薇](?=\s*[a-z]{{3,}}[\d_-])|胃星|卫星{_NOT}|绿泡泡|绿[色标]那?个?软件|we\s?i\s?xin"
    rf"|[vw]e?\s?chat(?![a-z_-])|[vw][\s.·-]?x(?:hao|in|h)?(?![a-z0-9_]|-\d)|w❤x|v\s?信{_NOT}|v\s?❤|v号|(?<![a-z])vv(?![a-z])|v\.?电"
    rf"|(?:[加➕+伽嘉家佳]|\badd\b)\s*(?:我|个|下)?的?\s*(?:v|薇|微|徽)(?!信|[a-z0-9.])"
    rf"|(?<![a-z0-9])v\s*(?=[:号同也我是])|(?<![a-z0-9.])v(?=\s+[a-z])|(?<=同)微(?!信)|薇电|薇(?=\s+[a-z]))"
)
WORD = re.compile(_WORD)
_ID = r"[a-z][a-z0-9_-]{5,19}"
_EDGE = r"(?![a-z0-9_*@-]|\.[a-z0-9])"
_FILLER = (
    r"(?:[\s:=,，.。>→\"'“”‘’「」()（）!~❤♥❤信心微]|号码?|(?:hao|id)(?![a-z0-9_-])|账号|帐号|就|是|为|叫|名字|拼音|全拼|字母|我的?|的|搜索?|加|麻烦|记下?|一下|小写|大写|个人|这个|呀|啊|哦|吧|聊"
    r"|前半段|后半段|前面|后面|(?:id's|'s|is|my|name|me|it's|wait|here|user|number|no)(?![a-z0-9_-])|[a-z]{1,5}(?=\.\.)){0,12}"
)
_AFTER = re.compile(rf"{_WORD}{_FILLER}(?<![a-z0-9_-])(?P<id>{_ID}){_EDGE}")
_TOKEN = re.compile(rf"(?<![a-z0-9_*@./-])({_ID}){_EDGE}")
_OFFICIAL = re.compile(r"(?<![a-z0-9])(wxid_[a-z0-9]{6,20})")
_OTHER_ID = re.compile(
    r"(?:密码|型号|订单|邮箱|飞书|钉钉|游戏|吃鸡|角色|登录名?|用户名|邀请码|兑换码|优惠码|激活码|提取码|qq|line|facebook|skype|telegram|抖音|小红书|errcode)"
    r"[a-z]*\s*(?:号|id|名|是|:|,|\s)*$"
)
_ADDING = re.compile(r"加|搜|就是我|号|我(?:的)?(?:个人)?(?:微|v|薇)|还能|联系|发|contact|add|reach")
_PROGRAM = re.compile(
    r"接口|模板|表情|货号|商店|字段|必填|昵称|区|拉黑|哪个真|版|报错|闪退|参数|代码|文档|token|api"
)
_TOGETHER = re.compile(r"连起来|两条|两个|连一起|连着|中间没|没有?空格|不要空格|点去掉|去掉点|去掉空格")
_SPELT = re.compile(rf"{_WORD}{_FILLER}(?P<id>[a-z0-9_-](?:[ .\n-]?[a-z0-9_-]+)+)")
_SINGLES = re.compile(r"(?:[a-z0-9]{1,2}[ ._-]+){4,}[a-z0-9]{1,2}")
_WORDS_FOR = (
    (re.compile(r"(?<=[a-z0-9])\s*(?:下划线|underscore)\s*(?=[a-z0-9])"), "_"),
    (re.compile(r"\s*(?:减号|中划线|横杠|短横)\s*"), "-"),
)
_PLUS = re.compile(r"(?<=[a-z0-9])\s*(?:加上?(?:数字)?|再加|后面(?:是)?(?:数字)?|紧接着)\s*(?=[a-z0-9])")
# an id that breaks off at a line with a sign goes on in the next
_CONTINUED = re.compile(r"(?<=[_-])\s*\n\s*(?:后半段|后面|然后|还有|再加)?\s*(?:是|:)?\s*(?=[a-z0-9])")
_AS = r"(?:就|也|是|用|和|跟|与|=|我|的|同|一样){0,6}"
_QQ = r"(?:qq|扣扣|企鹅)号?"
_IS_QQ = re.compile(rf"(?:{_WORD}号?{_AS}{_QQ}|{_QQ}{_AS}{_WORD}号?)[^\d\n]{{0,8}}(\d{{5,11}})(?!\d)")


def wechats_in(text: str) -> list[tuple[str, int]]:
    """(id, place) of each, in order. `text` holds neither addresses of mail nor of pages."""
    found: dict[str, int] = {one[1]: one.start() for one in _OFFICIAL.finditer(text)}
    found |= {one[1]: one.start() for one in _IS_QQ.finditer(text)}
    if WORD.search(text) is None or found:
        return list(found.items())
    spelt = _spelt_out(text)
    if joined := _joined(spelt):
        return [joined]
    for one in _AFTER.finditer(spelt):
        if not _common(one["id"]) or one.end() == len(spelt.rstrip()):
            found.setdefault(one["id"], one.start("id"))
    return list(found.items()) or _beside(spelt)


def _spelt_out(text: str) -> str:
    for words, sign in _WORDS_FOR:
        text = words.sub(sign, text)
    return _PLUS.sub("", _CONTINUED.sub("", text))


def _joined(text: str) -> tuple[str, int] | None:
    """An id in pieces: letter by letter, a part a line, or said to belong together."""
    for one in _SPELT.finditer(text):
        pieces = one["id"]
        whole = re.sub(r"[ .\n]", "", pieces)
        if not re.fullmatch(_ID, whole):
            continue
        if _SINGLES.fullmatch(pieces) or (whole != pieces and _TOGETHER.search(text)):
            return whole, one.start("id")
        first, _, rest = pieces.partition("\n")
        if (
            rest
            and re.fullmatch(r"[a-z0-9_-]+", rest)
            and (first[-1] in "_-" or not re.fullmatch(_ID, first))
        ):
            return whole, one.start("id")
        if re.fullmatch(r"[a-z_]{2,}[ ]?\d{2,}", pieces) and not re.fullmatch(_ID, pieces.split(" ")[0]):
            return whole, one.start("id")
    return None


def _beside(text: str) -> list[tuple[str, int]]:
    """No id right behind the word: one that stands alone elsewhere and looks like an id and like no word."""
    return [
        (one[1], one.start())
        for one in _TOKEN.finditer(text)
        if not _common(one[1])
        and _meant(text, one)
        and not _OTHER_ID.search(text[max(0, one.start() - 12) : one.start()])
    ][:1]


def _meant(text: str, one: re.Match[str]) -> bool:
    """It is a message of its own, or the sentence is about adding somebody and about no part of a program."""
    line = text[text.rfind("\n", 0, one.start()) + 1 :].partition("\n")[0]
    return len(line.strip()) <= len(one[1]) + 6 or bool(_ADDING.search(line) and not _PROGRAM.search(line))


def _common(token: str) -> bool:
    """Looks like a word rather than an id: letters only."""
    return token.isalpha()


_NOT_SAME = any_of(
    "没开 卸载 不让装 不常看 不看 儿子的 别加 微信也没 上不了 老人机 搜不到 不是这个 不同号 不一样 微信没 没有?微信 不用微信",
    r"没微信 另外 不是同 not\son don't\sdo",
)
# the word for WeChat stands there for another reason
_ELSE = any_of("加你 你们?的?微信 微信(?:群|付|转|里|上) 发微信 微信(?:看|聊|说)过 (?:邮箱|qq).{0,4}同号")
_GAP = re.compile(r"^(?:[\s:=,，>→()（）+\"']|号码?|就?是|为|我的?|的|搜|加|手机号?|电话号?|86|拨)*$")


def same_as_phone(text: str, numbers: Sequence[Phone]) -> list[str]:
    """Numbers that are WeChat ids as well, as their digits are dialled at home; asked where no other id was found."""
    words = list(WORD.finditer(text))
    if not words or not numbers or _NOT_SAME.search(text):
        return []
    direct = [
        one.typed
        for one in numbers
        if any(word.end() <= one.start and _GAP.match(text[word.end() : one.start]) for word in words)
    ]
    if direct or _ELSE.search(text):
        return direct
    before = [one for one in numbers if one.start < words[-1].start()]
    return [(before or list(numbers))[-1].typed]
