from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "dabiao.core.access"
    label = "access"
