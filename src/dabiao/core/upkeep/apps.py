from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "dabiao.core.upkeep"
    label = "upkeep"
