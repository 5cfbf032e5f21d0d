import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

/** The funnel, and what became of leads. */
export function AnalyticsTabs() {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = [{ to: "/analytics", text: t("screens.analytics.tabs.funnel") }];
  if (may("lead.read")) tabs.push({ to: "/analytics/leads", text: t("screens.analytics.tabs.outcomes") });
  return <Tabs label={t("shell.nav.analytics")} tabs={tabs} />;
}
