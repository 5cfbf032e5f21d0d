from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "dabiao.core.fields"
    label = "fields"
