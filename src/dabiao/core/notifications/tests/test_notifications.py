from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from dabiao.core.errors import Invalid
from dabiao.core.events.tests.samples import NOW, Door
from dabiao.core.notifications.models import Notification
from dabiao.core.notifications.queries import of_user, unread_count
from dabiao.core.notifications.services import mark_read, notify

pytestmark = pytest.mark.django_db


def person(login: str) -> int:
    return get_user_model().objects.create(login=login, name=login.title(), created_at=NOW).pk


@pytest.fixture
def mei() -> int:
    return person("mei")


@pytest.fixture
def bo() -> int:
    return person("bo")


def told(user_id: int) -> list[str]:
    return [item["kind"] for item in of_user(user_id)["items"]]


def test_each_person_is_told(mei: int, bo: int) -> None:
    assert notify([mei, bo, mei, None], "door.knocked", {"times": 3}, Door(1, mei, None), NOW) == 2
    assert of_user(bo) == {
        "items": [
            {
                "id": Notification.objects.get(user_id=bo).pk,
                "kind": "door.knocked",
                "params": {"times": 3},
                "subject_kind": "door",
                "subject_id": 1,
                "created_at": "2026-03-02T01:00:00.000Z",
                "read_at": None,
                "delivered_at": None,
                "ring_until": None,
            }
        ],
        "next": None,
        "unread_count": 1,
    }
    assert told(mei) == ["door.knocked"]


def test_nobody_is_told_the_same_twice(mei: int, bo: int) -> None:
    assert notify([mei], "door.knocked", {}, ("door", 1), NOW, dedupe=5) == 1
    assert notify([mei, bo], "door.knocked", {}, ("door", 1), NOW, dedupe=5) == 1
    assert notify([mei, bo], "door.knocked", {}, ("door", 1), NOW, dedupe=5) == 0
    assert (told(mei), told(bo)) == (["door.knocked"], ["door.knocked"])


def test_another_event_record_or_kind_is_news(mei: int) -> None:
    notify([mei], "door.knocked", {}, ("door", 1), NOW, dedupe=5)
    assert notify([mei], "door.knocked", {}, ("door", 1), NOW, dedupe=6) == 1
    assert notify([mei], "door.knocked", {}, ("door", 2), NOW, dedupe=5) == 1
    assert notify([mei], "door.opened", {}, ("door", 1), NOW, dedupe=5) == 1


def test_without_a_key_every_call_is_news(mei: int) -> None:
    notify([mei], "door.knocked", {}, ("door", 1), NOW)
    notify([mei], "door.knocked", {}, ("door", 1), NOW)
    assert unread_count(mei) == 2


def test_telling_nobody_is_no_error() -> None:
    assert notify([None], "door.knocked", {}, ("door", 1), NOW, dedupe=1) == 0


def test_reading_some_leaves_the_others_unread(mei: int) -> None:
    for number in range(3):
        notify([mei], f"door.knock_{number}", {}, ("door", 1), NOW)
    middle = of_user(mei)["items"][1]["id"]
    assert (mark_read(mei, NOW, [middle]), mark_read(mei, NOW, [middle])) == (1, 0)
    assert [item["kind"] for item in of_user(mei, unread=True)["items"]] == ["door.knock_2", "door.knock_0"]
    assert of_user(mei)["items"][1]["read_at"] == "2026-03-02T01:00:00.000Z"


def test_reading_all_touches_only_ones_own_and_keeps_the_first_time(mei: int, bo: int) -> None:
    notify([mei, bo], "door.knocked", {}, ("door", 1), NOW)
    assert mark_read(mei, NOW) == 1
    assert mark_read(mei, NOW + timedelta(hours=1)) == 0
    assert (unread_count(mei), unread_count(bo)) == (0, 1)
    assert Notification.objects.get(user_id=mei).read_at == NOW


def test_one_cannot_read_anothers(mei: int, bo: int) -> None:
    notify([bo], "door.knocked", {}, ("door", 1), NOW)
    assert mark_read(mei, NOW, [Notification.objects.get().pk]) == 0


def test_the_pages_hold_everything_once(mei: int) -> None:
    for number in range(5):
        notify([mei], f"door.knock_{number}", {}, ("door", 1), NOW)
    found, cursor = [], ""
    while True:
        page = of_user(mei, cursor=cursor, limit=2)
        found.append([item["kind"][-1] for item in page["items"]])
        if page["next"] is None:
            break
        cursor = page["next"]
    assert found == [["4", "3"], ["2", "1"], ["0"]]


def test_a_cursor_that_no_page_gave_out_is_refused(mei: int) -> None:
    with pytest.raises(Invalid) as refused:
        of_user(mei, cursor="x")
    assert refused.value.code == "lists.bad_cursor"


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_two_statements_however_many_there_are(
    count: int, mei: int, django_assert_num_queries
) -> None:
    for _ in range(count):
        notify([mei], "door.knocked", {}, ("door", 1), NOW)
    with django_assert_num_queries(2):
        of_user(mei)
