"""Numbers that their writer is not to be reached by: ours, asked about, a stranger's, unwanted. Pure."""

import re


def any_of(*words: str) -> re.Pattern[str]:
    """Words and patterns, separated by blanks (a blank inside one is written as \\s)."""
    return re.compile("|".join(one for line in words for one in line.split()))


_TO_ME = r"(?:打|联系|加|回|call|找|发|寄|拨|通知|留|记|存)(?:给|个|一下|到|下)?(?:我|俺|咱|他|她|这)"
_OURS = any_of(
    rf"你们(?!.{{0,10}}{_TO_ME}) 你们.{{0,4}}(?:电话|热线|客服|官网|官方|公众号|员工|业务员|同事|公司|门店|店)",
    "贵公司 贵司 贵方 贵店 前台 您刚发我?的 你给我的 你发我的 官网 官方 那个客服 客服的 骗子 诈骗 骚扰 冒充",
    r"your\s+(?:agent|number|hotline|sales|staff|company|colleague|rep|service|team|support)",
)
_ASKED = any_of(
    "[吗吧么] 是不是 对不对 有关系 有没有 还在用 是真的",
    r"\? 关机 没人接 打不通 没打通 挂 没接 没退 注意 钓鱼 他骗 hung\sup never nobody is\sthis right",
)
_MINE = any_of(
    r"(?:打|联系|加|找|回|留|发|拨|call|text|add|reach|email|contact)\s*(?:给|个|下|一下)?(?:我|俺|咱|me\b)",
    r"(?:我|俺|咱)们?的?(?:公司|个人|办公)?(?:的)?(?:电话|手机|号|微信|v|邮箱|mail|联系) \bmy\b",
)
# what only companies have
_SERVICE = re.compile(r"[48]00|[四八][零〇]{2}|95")
# numbers of nobody, or of somebody else
_STRANGE = any_of(
    r"示例 样例 例子 格式 测试 比如 例如 虚拟号 这样填 像不像 哪个省 哪里的 谁的号 是谁 靓号 placeholder example\.com",
    "陌生人 冒用 冒充 自称 前任 诈骗 骗子 没打过 怎么是 占线 天天 半夜 态度 停错位 不认识 招牌 推销你们 点不开 退信 您的号",
    r"送货员 快递员 外卖 在职 位访客 driver showed\sup",
)
_UNWANTED = any_of(
    "退订 注销 不要再联系 别再?打(?!错|.{0,6}(?:打|联系|加)) 别给 早不用 不用.{0,14}了 发错窗口 忽略 拉黑 删掉 没授权 别人用了",
    r"remove unsubscribe from\syour\slist",
)


def doubted(text: str, start: int, end: int, *, alone: bool) -> bool:
    """Whether the line asks about this number, calls it ours or a stranger's, or (`alone`, the only one) takes it back."""
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[start:].partition("\n")[0]
    if _MINE.search(line):
        return False
    ours = _OURS.search(line) or _SERVICE.match(text[start:end])
    return bool((ours and _ASKED.search(line)) or _STRANGE.search(line) or (alone and _UNWANTED.search(line)))
