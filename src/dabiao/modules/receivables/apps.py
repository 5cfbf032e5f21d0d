from django.apps import AppConfig


class ReceivablesConfig(AppConfig):
    name = "dabiao.modules.receivables"
    label = "receivables"
