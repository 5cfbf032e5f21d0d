from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "dabiao.modules.dispatch"
    label = "dispatch"

    def ready(self) -> None:
        from dabiao.core.live.reach import heard_by, tell_everybody

        tell_everybody("dispatch_rule")
        tell_everybody("dispatch_policy")
        heard_by("breach", "dispatch.read")
        heard_by("case", "dispatch.read")
