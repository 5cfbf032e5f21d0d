"""The services of the messengers as they behave, on this machine: each checks what the real one checks, by code of its own."""

from dabiao.testing.messengers.dingtalk import DingTalkService
from dabiao.testing.messengers.feishu import FeishuService
from dabiao.testing.messengers.serving import Service
from dabiao.testing.messengers.wecom import WeComService

__all__ = ["DingTalkService", "FeishuService", "Service", "WeComService"]
