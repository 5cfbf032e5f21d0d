from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "dabiao.modules.meetings"
    label = "meetings"
