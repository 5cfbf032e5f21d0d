"""kill -9 at any statement of sending messages: none goes twice, and none that may have gone is taken for delivered."""

import json

import pytest

from dabiao.testing.killing import Nursery
from dabiao.testing.messengers import FeishuService, WeComService

MODULE = "tests.crash.killed_messages"
NEVER = "100000"
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_message_of_a_killed_worker_goes_once_or_is_known_to_be_unsure(nursery: Nursery) -> None:
    wecom, feishu = WeComService(), FeishuService()
    try:
        urls = json.dumps(wecom.urls | feishu.urls)
        nursery.finished(MODULE, "prepare", json.dumps({"wecom": wecom.fields, "feishu": feishu.fields}))
        seen, statement, died = set(), 1, True
        while died:
            start = statement * 100
            before = len(wecom.got), len(feishu.got)
            nursery.finished(MODULE, "ask", str(start))
            died = nursery.child(MODULE, "run", urls, str(start), str(statement)).wait() == -9
            states = json.loads(nursery.finished(MODULE, "run", urls, str(start + 60), NEVER))
            sent = len(wecom.got) - before[0], len(feishu.got) - before[1]
            # Feishu is asked again and knows what it has; WeCom may have it or not, and is not asked
            assert (sent[1], states["feishu"]) == (1, "sent"), statement
            assert (sent[0], states["wecom"]) in ((1, "sent"), (1, "unsure"), (0, "unsure")), statement
            seen.add((sent[0], states["wecom"]))
            statement += 2  # two statements note what was sent: one of them is hit
        assert seen == {(1, "sent"), (1, "unsure"), (0, "unsure")}
    finally:
        wecom.close()
        feishu.close()
