from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "dabiao.core.bulk"
    label = "bulk"
