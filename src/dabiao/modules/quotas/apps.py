from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "dabiao.modules.quotas"
    label = "quotas"
