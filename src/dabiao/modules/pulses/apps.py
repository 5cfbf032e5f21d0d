from django.apps import AppConfig


class PulsesConfig(AppConfig):
    name = "dabiao.modules.pulses"
    label = "pulses"

    def ready(self) -> None:
        from dabiao.core.live.reach import heard_by
        from dabiao.modules.pulses import queries

        heard_by("pulse", queries.READ)
        heard_by("pulse_policy", queries.READ)
