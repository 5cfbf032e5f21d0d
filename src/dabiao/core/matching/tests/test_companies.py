"""Organisation names taken apart."""

import pytest

from dabiao.core.matching.companies import agree, parse
from dabiao.core.text import fold


@pytest.mark.parametrize(
    ("name", "core", "places", "trades", "form", "branch"),
    [
        ("杭州云岚科技有限公司", "云岚", {"杭州"}, {"科技"}, "limited", ""),
        ("杭州雲嵐科技有限責任公司", "云岚", {"杭州"}, {"科技"}, "limited", ""),
        ("浙江省杭州市云岚信息科技（集团）股份有限公司", "云岚", {"浙江", "杭州"}, {"信息科技"}, "stock", ""),
        ("云岚（上海）贸易有限公司", "云岚", {"上海"}, {"贸易"}, "limited", ""),
        ("杭州云岚科技有限公司上海分公司", "云岚", {"杭州"}, {"科技"}, "limited", "上海分公司"),
        ("云岚科技第二分公司", "云岚", set(), {"科技"}, "", "第二分公司"),
        ("云岚烘焙（西湖店）", "云岚", set(), {"烘焙"}, "", "西湖店"),
        ("海底捞火锅文三路店", "海底捞", set(), {"火锅"}, "", "文三路店"),
        ("北京市海淀区云岚服饰", "云岚", {"北京"}, {"服饰"}, "", ""),
        ("杭州云岚科技有线公司", "云岚", {"杭州"}, {"科技"}, "limited", ""),
        ("ＡＢＢ（中国）有限公司", "abb", set(), {"中国"}, "limited", ""),
        ("云岚", "云岚", set(), set(), "", ""),
        ("上海", "上海", set(), set(), "", ""),
        ("有限公司", "有限公司", set(), set(), "", ""),
    ],
)
def test_a_name_has_its_parts(
    name: str, core: str, places: set[str], trades: set[str], form: str, branch: str
) -> None:
    company = parse(fold(name))
    assert (company.core, company.places, company.trades, company.form, company.branch) == (
        core,
        places,
        trades,
        form,
        branch,
    )


def test_a_latin_name_is_its_words_without_the_legal_form() -> None:
    company = parse(fold("The Salvation Army & Co., Ltd."))
    assert (company.tokens, company.form) == (("salvation", "army"), "limited")


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ({"杭州"}, {"浙江", "杭州"}, "same"),
        ({"杭州"}, {"浙江"}, "same"),
        ({"昆山"}, {"苏州"}, "same"),
        ({"杭州"}, {"宁波"}, "differ"),
        ({"浙江"}, {"江苏"}, "differ"),
        ({"上海"}, {"北京"}, "differ"),
        (set(), {"北京"}, ""),
    ],
)
def test_places_agree_when_one_can_lie_in_the_other(ours: set[str], theirs: set[str], said: str) -> None:
    assert agree(frozenset(ours), frozenset(theirs)) == said
    assert agree(frozenset(theirs), frozenset(ours)) == said
