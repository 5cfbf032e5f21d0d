from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """Reads only: it has no tables and writes nothing."""

    name = "dabiao.modules.analytics"
    label = "analytics"
