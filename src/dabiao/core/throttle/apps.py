from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    name = "dabiao.core.throttle"
    label = "throttle"
