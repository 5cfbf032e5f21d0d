from django.apps import AppConfig


class GradingConfig(AppConfig):
    name = "dabiao.modules.grading"
    label = "grading"

    def ready(self) -> None:
        from dabiao.core.live.reach import tell_everybody
        from dabiao.modules.grading import services
        from dabiao.modules.grading.queries import texts
        from dabiao.modules.leads import services as leads

        texts.declare()
        leads.judge_arrivals(services.judge_arrivals)
        for kind in ("grading_rule", "grading_policy", "grading_model", "grading_application"):
            tell_everybody(kind)
