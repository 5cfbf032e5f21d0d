"""The messengers that companies here work with: each is one file and one class, known by its name."""

from collections.abc import Mapping

from dabiao.core.notifications.messengers.base import Messenger
from dabiao.core.notifications.messengers.dingtalk import DingTalk
from dabiao.core.notifications.messengers.feishu import Feishu
from dabiao.core.notifications.messengers.wecom import WeCom

MESSENGERS: Mapping[str, Messenger] = {one.name: one for one in (WeCom(), DingTalk(), Feishu())}
