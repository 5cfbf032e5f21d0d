"""腾讯广告: leads pushed by its leads platform (docs/channels.md says how far its form is known)."""

from typing import ClassVar

from dabiao.modules.channels.rules.adapters.base import Meant, Said, Setup, coded, lead
from dabiao.modules.channels.rules.payloads import answers, first, moment


class Tencent:
    name: ClassVar[str] = "tencent"
    fields: ClassVar[tuple[str, ...]] = ()
    sample: ClassVar[Said] = {
        "leads_id": "10086123",
        "account_id": "25610",
        "campaign_name": "朋友圈-3月",
        "adgroup_name": "华东",
        "page_name": "预约演示",
        "leads_name": "李雷",
        "leads_tel": "13912345678",
        "leads_wechat": "",
        "tel_location": "江苏南京",
        "bundle": '{"需求": "想看报价"}',
        "leads_create_time": "2026-03-18 10:00:00",
    }

    def event_id(self, said: Said, _setup: Setup, /) -> str:
        return first(said, "leads_id", "outer_leads_id", "click_id", limit=150)

    def read(self, said: Said, setup: Setup) -> Meant:
        return lead(
            setup,
            at=moment(first(said, "leads_create_time", "leads_action_time")),
            name=first(said, "leads_name"),
            phone=first(said, "leads_tel", "leads_telephone"),
            wechat=first(said, "leads_wechat"),
            email=first(said, "leads_email"),
            region=first(said, "leads_area", "tel_location", "telephone_location"),
            campaign=setup.campaign or first(said, "campaign_name", "adgroup_name"),
            remark=answers(said.get("bundle")),
        )

    def answer(self, status: int, message: str) -> Said:
        return coded(status, message)
