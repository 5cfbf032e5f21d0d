from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate


class UpkeepConfig(AppConfig):
    name = "dabiao.core.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from dabiao.core.upkeep import triggers

        # of migrations only those apps are told that have models, which this one has not
        told = apps.get_app_config("timers")
        pre_migrate.connect(triggers.before_migrations, sender=told)
        post_migrate.connect(triggers.after_migrations, sender=told)
