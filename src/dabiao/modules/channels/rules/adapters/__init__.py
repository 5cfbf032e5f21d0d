"""The platforms that deliver: each is one file and one class, known by its name."""

from collections.abc import Mapping

from dabiao.modules.channels.rules.adapters.baidu import Baidu
from dabiao.modules.channels.rules.adapters.base import Adapter
from dabiao.modules.channels.rules.adapters.json import Json
from dabiao.modules.channels.rules.adapters.oceanengine import OceanEngine
from dabiao.modules.channels.rules.adapters.spend import Spend
from dabiao.modules.channels.rules.adapters.telephony import Telephony
from dabiao.modules.channels.rules.adapters.tencent import Tencent

ADAPTERS: Mapping[str, Adapter] = {
    one.name: one for one in (OceanEngine(), Tencent(), Baidu(), Json(), Telephony(), Spend())
}
