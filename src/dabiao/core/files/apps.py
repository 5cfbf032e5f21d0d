from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dabiao.core.files"
    label = "files"
