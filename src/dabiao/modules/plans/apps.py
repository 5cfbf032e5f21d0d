from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "dabiao.modules.plans"
    label = "plans"
