from django.apps import AppConfig


class ForecastsConfig(AppConfig):
    name = "dabiao.modules.forecasts"
    label = "forecasts"

    def ready(self) -> None:
        from dabiao.core.access.services import company
        from dabiao.core.live.reach import tell_everybody
        from dabiao.modules.forecasts.queries import serving

        company.check_company_settings(serving.check_choice)
        for kind in ("forecast_policy", "forecast_model", "forecast_timing"):
            tell_everybody(kind)
