from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "dabiao.core.views"
    label = "views"
