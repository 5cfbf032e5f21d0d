"""百度: leads pushed by 营销通 / 基木鱼 (docs/channels.md says how far its form is known)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from dabiao.modules.channels.rules.adapters.base import Meant, Said, Setup, coded, lead
from dabiao.modules.channels.rules.payloads import answers, first, moment, text


class Baidu:
    name: ClassVar[str] = "baidu"
    fields: ClassVar[tuple[str, ...]] = ()
    sample: ClassVar[Said] = {
        "clueId": "b7c1e6f0-2026",
        "ucid": 31415926,
        "pageId": "27182818",
        "solutionTypeName": "表单",
        "flowChannelName": "信息流推广",
        "campaignName": "品牌词-3月",
        "cluePhoneNumber": "13712345678",
        "wechatAccount": "",
        "area": "上海",
        "formDetail": [
            {"name": "姓名", "type": "name", "value": "韩梅梅"},
            {"name": "需求", "type": "text", "value": "团队二十人"},
        ],
        "commitTime": "2026-03-18 10:00:00",
    }

    def event_id(self, said: Said, _setup: Setup, /) -> str:
        return first(said, "clueId", limit=150)

    def read(self, said: Said, setup: Setup) -> Meant:
        form = said.get("formDetail")
        return lead(
            setup,
            at=moment(said.get("commitTime")),
            name=_of_type(form, "name") or first(said, "userName"),
            company=_of_type(form, "company"),
            phone=first(said, "cluePhoneNumber") or _of_type(form, "phone"),
            wechat=first(said, "wechatAccount") or _of_type(form, "wechat"),
            email=_of_type(form, "email"),
            region=first(said, "area"),
            campaign=setup.campaign or first(said, "campaignName", "flowChannelName"),
            remark=answers(form),
        )

    def answer(self, status: int, message: str) -> Said:
        return coded(status, "success" if status == 200 else message)


def _of_type(form: Any, type: str) -> str:
    """The answer to the question of that sort."""
    rows = [one for one in form if isinstance(one, Mapping)] if isinstance(form, list) else []
    return next((text(one.get("value"), 200) for one in rows if one.get("type") == type), "")
