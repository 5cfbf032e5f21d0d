from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Without rows of its own: here so that workers find the demo company's timer."""

    name = "dabiao.demo"
    label = "demo"
