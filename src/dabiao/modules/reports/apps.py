from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "dabiao.modules.reports"
    label = "reports"
