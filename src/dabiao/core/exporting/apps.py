from django.apps import AppConfig


class ExportingConfig(AppConfig):
    name = "dabiao.core.exporting"
    label = "exporting"
