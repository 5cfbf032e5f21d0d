from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TimersConfig(AppConfig):
    name = "dabiao.core.timers"
    label = "timers"

    def ready(self) -> None:
        autodiscover_modules("jobs")
