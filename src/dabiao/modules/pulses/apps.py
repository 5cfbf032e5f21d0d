from django.apps import AppConfig


class PulsesConfig(AppConfig):
    name = "dabiao.modules.pulses"
    label = "pulses"
