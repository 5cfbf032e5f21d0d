import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

const OF_DEALS = ["outcomes", "flow", "ageing", "cohorts", "velocity", "compare"] as const;
const TEXTS: Record<(typeof OF_DEALS)[number], string> = { outcomes: "ends", flow: "flow", ageing: "ageing", cohorts: "cohorts", velocity: "velocity", compare: "compare" };

/** The funnel, how deals went, what became of leads, and what channels cost and bring. */
export function AnalyticsTabs() {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = [{ to: "/analytics", text: t("screens.analytics.tabs.funnel") }];
  if (may("opportunity.read")) tabs.push(...OF_DEALS.map((name) => ({ to: `/analytics/${name}`, text: t(`screens.analytics.tabs.${TEXTS[name]}`) })));
  if (may("lead.read")) tabs.push({ to: "/analytics/leads", text: t("screens.analytics.tabs.outcomes") });
  if (may("campaign.read")) tabs.push({ to: "/analytics/returns", text: t("screens.analytics.tabs.returns") });
  return <Tabs label={t("shell.nav.analytics")} tabs={tabs} />;
}
