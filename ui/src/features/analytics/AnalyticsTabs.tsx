import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

/** The funnel, what became of leads, and what channels cost and bring. */
export function AnalyticsTabs() {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = [{ to: "/analytics", text: t("screens.analytics.tabs.funnel") }];
  if (may("lead.read")) tabs.push({ to: "/analytics/leads", text: t("screens.analytics.tabs.outcomes") });
  if (may("campaign.read")) tabs.push({ to: "/analytics/returns", text: t("screens.analytics.tabs.returns") });
  return <Tabs label={t("shell.nav.analytics")} tabs={tabs} />;
}
