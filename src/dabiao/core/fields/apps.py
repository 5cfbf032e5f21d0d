from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "dabiao.core.fields"
    label = "fields"

    def ready(self) -> None:
        from dabiao.core.live.reach import tell_everybody

        tell_everybody("field")
