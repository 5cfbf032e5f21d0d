from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "dabiao.core.identity"
    label = "identity"
