from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "dabiao.core.http"
    label = "http"
