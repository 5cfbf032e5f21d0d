"""What each platform's delivery means, by the examples that the screen shows and by forms seen in the wild."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dabiao.core.errors import DomainError
from dabiao.modules.channels.queries.bodies import parsed
from dabiao.modules.channels.rules.adapters import ADAPTERS
from dabiao.modules.channels.rules.adapters.base import Arrival, CallSaid, Nothing, Setup, SpendSaid
from dabiao.modules.channels.rules.payloads import amount, at, moment

TEN = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
ADVERT = Setup("advert")


def read(kind: str, said: Any = None, setup: Setup = ADVERT) -> Any:
    adapter = ADAPTERS[kind]
    return adapter.read(adapter.sample if said is None else said, setup)


def test_ocean_engine_brings_a_person_with_what_they_answered() -> None:
    assert read("oceanengine") == Arrival(
        {
            "name": "王芳",
            "phone": "13812345678",
            "region": "浙江 杭州",
            "campaign": "信息流-3月",
            "remark": "公司规模：50-100人",
            "received_at": TEN,
            "source": "advert",
        }
    )


def test_a_preview_of_the_advertiser_is_no_lead() -> None:
    said = {**ADAPTERS["oceanengine"].sample, "clue_convert_status": "广告预览"}
    assert read("oceanengine", said) == Nothing("channels.platform_test")


def test_tencent_brings_a_person_with_the_bundle_of_answers() -> None:
    assert read("tencent") == Arrival(
        {
            "name": "李雷",
            "phone": "13912345678",
            "region": "江苏南京",
            "campaign": "朋友圈-3月",
            "remark": "需求：想看报价",
            "received_at": TEN,
            "source": "advert",
        }
    )


def test_tencent_by_the_names_of_its_sdk() -> None:
    said = {
        "leads_id": 7,
        "leads_name": "甲",
        "leads_telephone": "13900000001",
        "leads_action_time": 1773799200,
    }
    assert read("tencent", said).values == {
        "name": "甲",
        "phone": "13900000001",
        "campaign": "",
        "received_at": TEN,
        "source": "advert",
    }


def test_baidu_brings_a_person_out_of_its_form() -> None:
    assert read("baidu") == Arrival(
        {
            "name": "韩梅梅",
            "phone": "13712345678",
            "region": "上海",
            "campaign": "品牌词-3月",
            "remark": "姓名：韩梅梅\n需求：团队二十人",
            "received_at": TEN,
            "source": "advert",
        }
    )


def test_the_campaign_of_the_connection_counts_before_the_platforms() -> None:
    assert read("tencent", setup=Setup("advert", "春季")).values["campaign"] == "春季"


def test_json_is_read_by_its_mapping() -> None:
    mapping = {"name": "data.name", "phone": "data.phone", "fields.budget": "data.budget", "cost": "cost"}
    said = {"data": {"name": "甲", "phone": 13800000001, "budget": 5}, "cost": "12.50"}
    assert read("json", said, Setup("form", "", mapping)).values == {
        "name": "甲",
        "phone": "13800000001",
        "campaign": "",
        "source": "form",
        "cost_minor": 1250,
        "fields": {"budget": 5},
    }


def test_a_mapping_that_finds_nobody_says_so() -> None:
    with pytest.raises(DomainError) as refused:
        read("json", {"data": {}}, Setup("form", "", {"phone": "data.phone"}))
    assert (refused.value.code, refused.value.field) == ("channels.mapping_finds_nobody", "mapping")


def test_a_call_that_ended_says_all_of_it() -> None:
    assert read("telephony") == CallSaid(
        "c-20260318-0001",
        "ended",
        {
            "agent": "8001",
            "seconds": 192,
            "direction": "in",
            "number": "13812345678",
            "started_at": "2026-03-18T02:00:00+00:00",
            "answered_at": "2026-03-18T02:00:09+00:00",
            "ended_at": "2026-03-18T02:03:21+00:00",
            "recording": "https://pbx.example.com/rec/c-20260318-0001.mp3",
        },
    )


def test_a_recording_is_an_address_of_the_web_or_nothing() -> None:
    said = {**ADAPTERS["telephony"].sample, "recording_url": "javascript:alert(1)"}
    assert "recording" not in read("telephony", said).facts


def test_spend_is_whole_yuan_over_days() -> None:
    assert read("spend") == SpendSaid("信息流-3月", "advert", date(2026, 3, 17), date(2026, 3, 17), 123450)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"from": "昨天", "amount": "1"}, "channels.not_a_day", "from"),
        ({"from": "2026-03-17", "to": "2026-03-16", "amount": "1"}, "channels.days_out_of_order", "to"),
        ({"from": "2026-03-17", "amount": "1e30"}, "channels.not_an_amount", "amount"),
        ({"from": "2026-03-17", "amount": "-5"}, "channels.not_an_amount", "amount"),
        ({"from": "2026-03-17"}, "channels.not_an_amount", "amount"),
    ],
)
def test_spend_that_makes_no_sense_names_its_field(said: Any, code: str, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        read("spend", said)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("kind", ["oceanengine", "tencent", "baidu", "json", "telephony", "spend"])
@pytest.mark.parametrize("odd", [None, [], {}, True, 10**400, "\x00", {"a": [{}]}])
def test_odd_values_are_refused_or_read_and_never_crash(kind: str, odd: Any) -> None:
    adapter = ADAPTERS[kind]
    said = dict.fromkeys(adapter.sample, odd)
    mapping = dict.fromkeys(adapter.fields, "id")
    for setup in (ADVERT, Setup("advert", "", mapping)):
        with suppress(DomainError):
            adapter.read(said, setup)
        assert len(adapter.event_id(said, setup)) <= 170


def test_places_lead_through_lists_objects_and_json_in_text() -> None:
    said = {"a": [{"b": '{"c": [1, 2]}'}]}
    assert [at(said, "a[0].b.c[1]"), at(said, "a[1].b"), at(said, "a.b"), at(said, "x")] == [
        2,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1773799200", TEN),
        (1773799200000, TEN),
        ("2026-03-18 10:00:00", TEN),
        ("2026/03/18 10:00:00", TEN),
        ("2026-03-18T02:00:00Z", TEN),
        ("2026-03-18T10:00:00+08:00", TEN),
        ("gestern", None),
        ("9999999999999999", None),
        (None, None),
    ],
)
def test_times_are_read_as_platforms_write_them(written: Any, meant: datetime | None) -> None:
    assert moment(written) == meant


def test_amounts_are_yuan_with_or_without_commas() -> None:
    assert [amount(one, field="x") for one in ("1,234.50", 12, "¥0.1", 0)] == [123450, 1200, 10, 0]


def test_a_form_is_an_object_too() -> None:
    assert parsed("a=1&b=%E7%8E%8B", "application/x-www-form-urlencoded") == {"a": "1", "b": "王"}
    for broken in ("", "[]", "{", '"text"', "[" * 100_000):
        with pytest.raises(DomainError):
            parsed(broken, "application/json")
