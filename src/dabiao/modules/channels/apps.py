from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "dabiao.modules.channels"
    label = "channels"

    def ready(self) -> None:
        from dabiao.core.importing.kinds import register_import
        from dabiao.core.live.reach import heard_by
        from dabiao.modules.channels.services.importing import SPEND_IMPORT

        heard_by("connection", "channel.manage")
        heard_by("campaign", "campaign.read")
        heard_by("spend", "campaign.read")
        register_import(SPEND_IMPORT)
