from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "dabiao.core.attachments"
    label = "attachments"
