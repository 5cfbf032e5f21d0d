"""Folding and tokens are the same in SQL and in Python."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.phones import normalise
from dabiao.core.search import tokens
from dabiao.core.search.finding import marks_in
from dabiao.core.search.questions import MOST_TOKENS, ask
from dabiao.core.text import fold

pytestmark = pytest.mark.django_db

# what may meet in a name: scripts, widths, cases, compatibility forms, combining and invisible characters, signs, emoji
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "科技科技臺灣台湾萬万體体園园ＡＢａｂ１２①㈱ﬁßİıΣςÉé\u0301\u200b\ufeff\u3000\t 3Mm-_.%*\"'()（）😀👩‍💻"
        ),
        st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")),
    ),
    max_size=40,
)


def in_sql(expression: str, *params: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", params)
        return cursor.fetchone()[0]


@given(TEXTS)
def test_the_database_folds_as_we_do(text: str) -> None:
    assert str(in_sql("dabiao_fold(%s)", text)).split() == fold(text).split()


@given(TEXTS, st.one_of(st.none(), st.integers(1, 9)), st.one_of(st.none(), st.integers(1, 9)))
def test_the_database_makes_the_tokens_that_questions_are_made_of(
    text: str, owner: int | None, unit: int | None
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("there it is the very same function")
    texts, handles = f"\n{fold(text)}\n", "x13812345678\nt5678\n"
    made = in_sql("dabiao_tokens(33, %s::bigint, %s::bigint, %s, %s)", owner, unit, texts, handles)
    assert isinstance(made, list)
    blocks = {"bb16.0", "bb18.0", "bb20.0", "bb22.0"}
    assert set(made) - blocks == set(tokens.of_entry("b", owner, unit, texts, handles))


@given(TEXTS, st.integers(0, 40), st.integers(2, 40))
def test_every_part_of_a_word_asks_only_for_tokens_that_the_word_has(
    text: str, start: int, length: int
) -> None:
    held = set(tokens.of_entry("", 1, 1, fold(text), ""))
    for word in fold(text).split():
        part = word[start : start + length]
        assert len(part) < 2 or set(tokens.of_word(part)) <= held


@pytest.mark.parametrize("phone", ["", "138 1234 5678", "+852 2345 6789", "12", "123a", "0571-8888 1234"])
def test_phones_are_the_same_lines_in_sql(phone: str) -> None:
    assert in_sql("dabiao_phone(%s)", normalise(phone)) == tokens.phone_lines(normalise(phone))


def test_a_long_question_asks_the_index_for_no_more_than_helps() -> None:
    question = ask("".join(chr(0x4E00 + n * 7) for n in range(200)))
    assert question is not None
    assert (len(question.tokens), len(question.words[0])) == (MOST_TOKENS, 200)


def test_nothing_visible_is_no_question() -> None:
    assert [ask(text) for text in ("", "  \t", "\u200b", "\x00")] == [None] * 4


def test_marks_are_as_the_text_is_written() -> None:
    assert list(marks_in("臺灣ＡＢ電子", ("台湾", "ab", "电"))) == ["臺灣", "ＡＢ", "電"]
