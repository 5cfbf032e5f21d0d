"""Words are heard in any spelling, and denied words are told from said ones."""

from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.hearing.listening import Found, Heard, keyword
from dabiao.core.hearing.tests.measured import figures, sentences

WORDS = st.sampled_from(["预算", "报价", "crm", "30万", "退款", "試用"])
SEPARATORS = st.sampled_from(["", " ", "-", "·", ".", "_", " - ", "*"])
AROUND = st.sampled_from(["", "，", "想看看。", "我们公司，", "!", "\n"])


def heard(text: str, word: str) -> list[Found]:
    return list(Heard(text).find(keyword(word)))


@given(word=WORDS, between=SEPARATORS, before=AROUND, after=AROUND)
def test_a_word_is_heard_however_it_is_spaced_out_and_where_it_stands(
    word: str, between: str, before: str, after: str
) -> None:
    spaced = between.join(word) if not word[0].isdigit() else word
    assert heard(f"{before}{spaced}{after}", word) == [
        Found(len(before), len(before) + len(spaced), denied=False)
    ]


@given(word=WORDS, denial=st.sampled_from(["没有", "不需要", "无", "別再提", "不考慮"]))
def test_what_denies_a_word_twice_says_it(word: str, denial: str) -> None:
    assert [one.denied for one in heard(f"{denial}{word}", word)] == [True]
    assert [one.denied for one in heard(f"不是{denial}{word}", word)] == [False]
    assert [one.denied for one in heard(f"{denial}别的，{word}", word)] == [False]


@given(text=st.text(max_size=60), word=st.text(max_size=4))
def test_any_text_can_be_listened_to_and_places_lie_in_it(text: str, word: str) -> None:
    for one in heard(text, word):
        assert 0 <= one.start < one.end <= len(text)
        assert keyword(text[one.start : one.end]).replace(" ", "") == keyword(word).replace(" ", "")


def test_full_width_and_traditional_spellings_are_the_same_word() -> None:
    assert heard("想買ＣＲＭ　系統", "crm系统") == [Found(2, 8, denied=False)]
    assert keyword("預 算") == keyword("预算")


def test_a_part_of_a_longer_word_or_number_is_not_heard() -> None:
    assert heard("发 email，预算130万", "ai") == []
    assert heard("发 email，预算130万", "30万") == []


def test_denials_in_sentences_kept_apart_are_told_with_few_mistakes() -> None:
    """The figures that docs/grading.md reports; see `sentences.txt`."""
    apart = [one for one in sentences() if one.apart]
    assert len(sentences()) == 443
    for label in "+-":
        precision, recall = figures(apart, label)
        assert precision >= 0.94, label
        assert recall >= 0.93, label
