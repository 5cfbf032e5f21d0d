from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "dabiao.modules.visits"
    label = "visits"
