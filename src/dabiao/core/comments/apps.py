from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "dabiao.core.comments"
    label = "comments"
