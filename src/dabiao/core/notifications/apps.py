from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "dabiao.core.notifications"
    label = "notifications"
