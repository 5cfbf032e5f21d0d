import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

const TABS = [
  { to: "/opportunities", key: "board", needs: "opportunity.read" },
  { to: "/opportunities/claims", key: "claims", needs: "opportunity.read" },
  { to: "/forecast", key: "forecast", needs: "opportunity.read" },
  { to: "/market", key: "market", needs: "market.read" },
  { to: "/debriefs", key: "debriefs", needs: "debrief.read" },
] as const;

/** Deals, and what is said of them together. Only on pages that load with all texts (`lazyPage`). */
export function DealTabs() {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = TABS.filter(({ needs }) => may(needs)).map(({ to, key }) => ({ to, text: t(`screens.opportunity.tabs.${key}`) }));
  return <Tabs label={t("screens.opportunity.tabs.label")} tabs={tabs} />;
}
