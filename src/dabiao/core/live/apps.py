from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "dabiao.core.live"
    label = "live"
