import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

/** What will come, how near that usually is, and what the model learnt. How near is told by unit, so only to who sees beyond their own. */
export function ForecastTabs() {
  const { t } = useTranslation();
  const scope = useMe().permissions["opportunity.read"];
  const tabs = [{ to: "/forecast", text: t("screens.forecast.tabs.outlook") }];
  if (scope !== "own") tabs.push({ to: "/forecast/accuracy", text: t("screens.forecast.tabs.accuracy") });
  tabs.push({ to: "/forecast/model", text: t("screens.forecast.tabs.model") });
  return <Tabs label={t("screens.forecast.heading")} tabs={tabs} />;
}
