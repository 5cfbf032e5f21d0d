"""抖音 / 巨量引擎: leads pushed by 飞鱼 (docs/channels.md says how far its form is known)."""

from typing import ClassVar

from dabiao.modules.channels.rules.adapters.base import Meant, Nothing, Said, Setup, coded, lead
from dabiao.modules.channels.rules.payloads import answers, first, moment

PREVIEW = "广告预览"  # somebody of the advertiser's tried the form in a preview


class OceanEngine:
    name: ClassVar[str] = "oceanengine"
    fields: ClassVar[tuple[str, ...]] = ()
    sample: ClassVar[Said] = {
        "id": "6805367880608123456",
        "adv_id": "352690123456",
        "adv_name": "云岚科技",
        "ad_name": "信息流-3月",
        "promotion_name": "",
        "app_name": "抖音",
        "name": "王芳",
        "telphone": "13812345678",
        "weixin": "",
        "province_name": "浙江",
        "city_name": "杭州",
        "remark_dict": {"公司规模": "50-100人"},
        "create_time": "1773799200",
        "clue_convert_status": "合法转化",
        "req_id": "202603181002000100140432",
    }

    def event_id(self, said: Said, _setup: Setup, /) -> str:
        return first(said, "id", "clue_id", "req_id", limit=150)

    def read(self, said: Said, setup: Setup) -> Meant:
        if first(said, "clue_convert_status") == PREVIEW:
            return Nothing("channels.platform_test")
        place = " ".join(filter(None, (first(said, "province_name"), first(said, "city_name"))))
        words = (first(said, "remark"), first(said, "form_remark"), answers(said.get("remark_dict")))
        return lead(
            setup,
            at=moment(said.get("create_time")),
            name=first(said, "name"),
            phone=first(said, "telphone", "telephone"),
            wechat=first(said, "weixin"),
            email=first(said, "email"),
            region=place or first(said, "location", "city"),
            campaign=setup.campaign or first(said, "promotion_name", "ad_name"),
            remark="\n".join(filter(None, words)),
        )

    def answer(self, status: int, message: str) -> Said:
        return coded(status, message)
