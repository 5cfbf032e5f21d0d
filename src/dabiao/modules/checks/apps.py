from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "dabiao.modules.checks"
    label = "checks"
