"""The visitor's side over HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from dabiao.core.actor import SYSTEM
from dabiao.core.events.models import Event
from dabiao.modules.conversations import services
from dabiao.modules.conversations.jobs import close_idle
from dabiao.modules.conversations.models import Answer, Conversation, Message, Visitor
from dabiao.modules.conversations.services import visiting
from dabiao.modules.conversations.tests.builders import a_site, agent_says
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db
SHOP = "https://shop.example"


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class Widget:
    """A browser on some site."""

    def __init__(self, origin: str = SHOP, language: str = "en") -> None:
        self.client = Client(HTTP_ACCEPT_LANGUAGE=language, HTTP_ORIGIN=origin)
        self.secret = ""
        self.count = 0

    def post(self, path: str, body: Any, **extra: Any) -> Any:
        given = {"content_type": "application/json", "HTTP_X_CHAT_SECRET": self.secret, **extra}
        if given["content_type"] is None:
            del given["content_type"]
        return self.client.post(f"/api/v1/chat/{path}", body, **given)

    def begin(self, **facts: Any) -> Any:
        said = self.post(
            "visits", {"site": "s1", "language": "zh-Hans", "secret": self.secret, **facts}
        ).json()
        self.secret = said.get("secret") or self.secret
        return said

    def say(self, text: str, client_id: str = "", **facts: Any) -> Any:
        self.count += 1
        response = self.post(
            "messages", {"text": text, "client_id": client_id or f"message-{self.count}", **facts}
        )
        assert response.status_code == 200, response.content
        return response.json()

    def refused(self, path: str, body: Any, **extra: Any) -> tuple[int, str, str | None]:
        response = self.post(path, body, **extra)
        said = response.json()
        return response.status_code, said["code"], said["field"]


@pytest.fixture
def widget() -> Widget:
    widget = Widget()
    a_site(bot=True)
    price = {"texts": {"zh-Hans": "每人每月 100 元", "en": "100 a month"}, "button": {"zh-Hans": "价格"}}
    times = {"created_at": NOW, "updated_at": NOW}
    Answer.objects.create(asked=["价格是多少"], offered=True, place=1, **price, **times)
    Answer.objects.create(
        asked=["如何退款"], texts={"zh-Hans": "请稍等"}, offered=True, hand_over=True, place=2, **times
    )
    widget.begin()
    return widget


def said_in_all() -> list[tuple[int, str, str]]:
    return list(Message.objects.order_by("conversation_id", "seq").values_list("seq", "author", "text"))


def test_a_first_visit_gets_a_secret_and_the_sites_words_and_begins_nothing() -> None:
    a_site(texts={"zh-Hans": {"title": "小店", "greeting": "欢迎"}}, colour="#aa0000")
    widget = Widget()
    said = widget.begin(page=f"{SHOP}/p?x=1", referrer="https://search.example/")
    assert (said["title"], said["greeting"], said["colour"], said["there"]) == (
        "小店",
        "欢迎",
        "#aa0000",
        True,
    )
    assert (said["conversation"], said["messages"], len(said["secret"]) >= 40) == (None, [], True)
    visitor = Visitor.objects.get()
    assert (visitor.page, visitor.referrer) == (f"{SHOP}/p?x=1", "https://search.example/")
    assert widget.secret not in visitor.secret_hash
    assert widget.begin()["secret"] is None
    assert (Visitor.objects.count(), Conversation.objects.count()) == (1, 0)


def test_the_bot_answers_what_it_knows_and_a_reload_shows_it_again(widget: Widget) -> None:
    heard = widget.say("請問價格是多少？")
    assert [(one["seq"], one["author"], one["text"]) for one in heard["replies"]] == [
        (2, "bot", "每人每月 100 元")
    ]
    assert heard["conversation"]["state"] == "bot"
    again = widget.begin()
    assert [one["text"] for one in again["messages"]] == ["請問價格是多少？", "每人每月 100 元"]
    assert again["conversation"]["id"] == heard["conversation"]["id"]
    assert Answer.objects.get(place=1).used == 1


def test_what_is_sent_again_is_said_and_answered_once(widget: Widget) -> None:
    one, two = widget.say("价格是多少", "same-id-1"), widget.say("价格是多少", "same-id-1")
    assert (one["message"], two["replies"]) == (two["message"], [])
    talk = Conversation.objects.get()
    services.close(talk.pk, ending="agent", allowed=True, actor=SYSTEM, now=NOW)
    assert widget.say("价格是多少", "same-id-1")["message"] == one["message"]
    assert (Conversation.objects.count(), Message.objects.count()) == (1, 2)


def test_after_two_times_not_understood_a_person_is_called(widget: Widget) -> None:
    first = widget.say("今天天气不错")["replies"]
    assert [(one["author"], [choice["label"] for choice in one["more"]["choices"]]) for one in first] == [
        ("bot", ["价格", "如何退款"])
    ]
    heard = widget.say("天气真的不错")
    assert [(one["author"], one["more"]) for one in heard["replies"]] == [
        ("system", {"handed_over": "there"})
    ]
    assert heard["conversation"]["state"] == "waiting"
    assert widget.say("还在吗")["replies"] == []
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "conversation.opened",
        "conversation.queued",
    ]


def test_who_leaves_a_number_is_thanked_also_where_it_comes_in_two_parts(widget: Widget) -> None:
    [said] = widget.say("我的电话 138 0013 8021")["replies"]
    assert (said["author"], said["text"]) == ("bot", "谢谢，您的联系方式收到了，同事会尽快联系您。")
    assert Lead.objects.count() == 1
    other = Widget()
    other.begin()
    other.say("手机 1390013")
    assert other.say("8022")["replies"][0]["more"] == {"reached": True}
    assert other.say("今天天气不错")["replies"][0]["more"]["lost"] == 1


def test_a_number_chooses_what_was_offered_last(widget: Widget) -> None:
    assert widget.say("1")["replies"][0]["text"] == "每人每月 100 元"
    widget.say("今天天气不错")
    replies = widget.say("２")["replies"]
    assert [(one["author"], one["text"]) for one in replies][:1] == [("bot", "请稍等")]
    assert Conversation.objects.get().state == "waiting"


def test_who_asks_for_a_person_gets_one_at_once_by_word_or_button(widget: Widget) -> None:
    assert widget.say("转人工")["conversation"]["state"] == "waiting"
    other = Widget()
    other.begin()
    called = [other.post("calls", {}).json()["state"] for _ in range(2)]
    assert called == ["waiting", "waiting"]
    assert Message.objects.filter(author="system").count() == 2


@pytest.mark.parametrize("bot", [True, False])
def test_words_left_at_night_wait_as_a_conversation(bot: bool) -> None:
    a_site(bot=bot, hours={"days": "workdays", "spans": [["09:00", "18:00"]]})
    widget = Widget()
    with time_machine.travel(datetime(2026, 3, 18, 14, 0, tzinfo=UTC), tick=False):
        assert widget.begin()["there"] is False
        heard = widget.say("人工")
        assert [one["more"] for one in heard["replies"]] == [{"handed_over": "away"}]
        assert widget.say("请回电")["replies"] == []
    assert Conversation.objects.get().state == "waiting"


def test_scripts_html_and_emoji_stay_the_characters_they_are(widget: Widget) -> None:
    text = "<script>alert('1')</script> <b>粗</b> 👩‍👩‍👧 & \u202eabc"
    assert widget.say(text)["message"]["text"] == "<script>alert('1')</script> <b>粗</b> 👩👩👧 & abc"


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"text": "", "client_id": "message-1"}, 422, "conversations.nothing_said", "text"),
        ({"text": " \u200b ", "client_id": "message-1"}, 422, "conversations.nothing_said", "text"),
        ({"text": "长" * 4_001, "client_id": "message-1"}, 422, "conversations.too_long", "text"),
        ({"text": "x", "client_id": "short"}, 422, "validation.other", "client_id"),
        (
            {"text": "x", "client_id": "message-1", "author": "agent"},
            422,
            "validation.extra_forbidden",
            "author",
        ),
        ({"text": "x" * 1_000_000, "client_id": "message-1"}, 413, "core.body_too_large", None),
    ],
)
def test_what_cannot_be_said_is_refused_in_words(
    widget: Widget, body: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    assert widget.refused("messages", body) == (status, code, field)
    assert said_in_all() == []


def test_a_foreign_site_is_refused_and_may_read_why() -> None:
    a_site(origins=[SHOP])
    own, foreign = Widget(), Widget(origin="https://evil.example")
    own.begin()
    assert own.secret
    response = foreign.post("visits", {"site": "s1"})
    assert (response.status_code, response.json()["code"]) == (403, "conversations.foreign_site")
    assert response["Access-Control-Allow-Origin"] == "https://evil.example"
    assert "Access-Control-Allow-Credentials" not in response
    foreign.secret = own.secret
    assert foreign.refused("messages", {"text": "x", "client_id": "message-1"})[:2] == (
        403,
        "conversations.foreign_site",
    )
    asked = foreign.client.options("/api/v1/chat/messages")
    assert (asked.status_code, "x-chat-secret" in asked["Access-Control-Allow-Headers"]) == (204, True)


def test_nobody_reads_or_speaks_with_anothers_secret_or_none(widget: Widget) -> None:
    talk = widget.say("价格是多少")["conversation"]["id"]
    stranger = Widget()
    assert stranger.refused("messages", {"text": "x", "client_id": "message-9"})[0] == 401
    stranger.begin()
    for path, body in (("reads", {"seq": 1}), ("typing", {}), ("endings", {}), ("ratings", {"stars": 5})):
        assert stranger.refused(path, {"conversation": talk, **body})[:2] == (404, "core.not_found")
    assert stranger.refused("visits", {"site": "nowhere"})[:2] == (404, "conversations.unknown_site")


def test_a_flood_is_held_back_by_visitor_and_by_address(
    widget: Widget, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        widget.say(f"{number}人", f"flooding-{number}")
    response = widget.post("messages", {"text": "x", "client_id": "flooding-99"})
    assert (response.status_code, response.json()["code"]) == (429, "conversations.too_often")
    assert response.json()["params"]["seconds"] >= 1
    assert response["Retry-After"]
    monkeypatch.setattr(settings, "CHAT_PER_ADDRESS", 2)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert [Widget().post("visits", {"site": "s1"}).status_code for _ in range(3)] == [200, 200, 429]


def test_a_blocked_visitor_says_nothing_more(widget: Widget) -> None:
    widget.say("价格是多少")
    talk = Conversation.objects.get()
    visiting.block(talk, actor=SYSTEM, now=NOW)
    talk.refresh_from_db()
    assert (talk.state, talk.ending) == ("closed", "agent")
    for path, body in (
        ("messages", {"text": "x", "client_id": "message-9"}),
        ("visits", {"site": "s1", "secret": widget.secret}),
    ):
        assert widget.refused(path, body)[:2] == (403, "conversations.blocked")


def picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (640, 320), "red").save(written, "PNG")
    return written.getvalue()


def test_a_file_is_a_message_that_its_visitor_alone_gets_back(widget: Widget) -> None:
    body = {"file": SimpleUploadedFile("屏幕.png", picture()), "client_id": "a-file-01"}
    heard = widget.post("files", body, content_type=None).json()
    facts = heard["message"]["more"]["file"]
    assert (facts["name"], facts["content_type"], facts["picture"]) == (
        "屏幕.png",
        "image/png",
        {"width": 640, "height": 320},
    )
    assert heard["conversation"]["state"] == "waiting"  # the bot cannot look at it
    path = f"/api/v1/chat/files/{facts['id']}"
    mine = widget.client.get(path, HTTP_X_CHAT_SECRET=widget.secret)
    assert b"".join(mine.streaming_content) == picture()
    small = widget.client.get(f"{path}?small=true", HTTP_X_CHAT_SECRET=widget.secret)
    assert small["Content-Type"] == "image/webp"
    stranger = Widget()
    stranger.begin()
    assert stranger.client.get(path, HTTP_X_CHAT_SECRET=stranger.secret).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("a.exe", b"MZ\0", 422, "files.is_program"),
        ("leer.txt", b"", 422, "files.empty"),
        ("gross.bin", b"x" * (11 * 2**20), 413, "core.body_too_large"),
    ],
)
def test_a_file_that_nobody_should_get_is_refused(
    widget: Widget, name: str, content: bytes, status: int, code: str
) -> None:
    body = {"file": SimpleUploadedFile(name, content), "client_id": "a-file-01"}
    assert widget.refused("files", body, content_type=None)[:2] == (status, code)
    assert said_in_all() == []


def test_stars_count_once_a_person_answered_and_the_end_begins_anew(widget: Widget, company: Company) -> None:
    talk_id = widget.say("人工")["conversation"]["id"]
    stars = {"conversation": talk_id, "stars": 4}
    assert widget.refused("ratings", stars)[:2] == (409, "conversations.nothing_to_rate")
    agent = company["sales1"]
    talk = services.take(talk_id, actor=agent.actor, now=NOW)
    agent_says(talk, agent, "您好")
    assert widget.post("ratings", stars).json()["stars"] == 4
    assert widget.refused("ratings", {**stars, "stars": 6})[0] == 422
    assert [widget.post("endings", {"conversation": talk_id}).json()["ending"] for _ in range(2)] == [
        "visitor"
    ] * 2
    assert widget.say("还有一个问题")["conversation"]["id"] != talk_id


def test_reading_only_moves_forward_and_typing_is_kept_nowhere(widget: Widget) -> None:
    talk = widget.say("价格是多少")["conversation"]["id"]
    for seq in (2, 1, 99):
        assert widget.post("reads", {"conversation": talk, "seq": seq}).status_code == 204
        assert Conversation.objects.get().visitor_read == 2
    assert widget.post("typing", {"conversation": talk}).status_code == 204
    assert Message.objects.count() == 2


def test_what_nobody_goes_on_with_ends_by_itself_and_only_once(widget: Widget, company: Company) -> None:
    widget.say("价格是多少")
    close_idle({}, NOW + timedelta(minutes=29))
    assert Conversation.objects.get().state == "bot"
    for _ in range(2):
        close_idle({}, NOW + timedelta(minutes=30))
    assert (Conversation.objects.get().ending, Event.objects.filter(kind="conversation.closed").count()) == (
        "idle",
        1,
    )
    waiting = Widget()
    waiting.begin()
    waiting.say("人工")
    close_idle({}, NOW + timedelta(days=6))
    assert Conversation.objects.latest("pk").state == "waiting"
    close_idle({}, NOW + timedelta(days=7))
    assert Conversation.objects.latest("pk").ending == "missed"


def test_what_no_database_would_take_is_taken_out_of_everything_a_browser_tells(widget: Widget) -> None:
    odd = "x\x00y\u200b"
    told = Widget()
    told.begin(page=odd, referrer=odd, name=odd)
    told.say(odd, page=odd)
    visitor = Visitor.objects.latest("pk")
    assert {visitor.page, visitor.referrer, visitor.name, Message.objects.get(author="visitor").text} == {
        "xy"
    }
    assert told.refused("visits", {"site": odd})[:2] == (404, "conversations.unknown_site")
    far = {"conversation": 2**63 - 1}
    assert told.refused("endings", far)[:2] == (404, "core.not_found")
    assert told.client.get(f"/api/v1/chat/files/{2**70}", HTTP_X_CHAT_SECRET=told.secret).status_code == 404
