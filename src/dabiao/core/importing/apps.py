from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "dabiao.core.importing"
    label = "importing"
