from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "dabiao.modules.forms"
    label = "forms"

    def ready(self) -> None:
        from dabiao.core.live.reach import heard_by

        heard_by("form", "form.manage")
        heard_by("form_code", "form.manage")
