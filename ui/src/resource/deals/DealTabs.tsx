import { useTranslation } from "react-i18next";
import { Tabs } from "@/shared/ui/Tabs";

const TABS = [
  { to: "/opportunities", key: "board" },
  { to: "/opportunities/claims", key: "claims" },
] as const;

/** Deals, and what is said of them together. Only on pages that load with all texts (`lazyPage`). */
export function DealTabs() {
  const { t } = useTranslation();
  return <Tabs label={t("screens.opportunity.tabs.label")} tabs={TABS.map(({ to, key }) => ({ to, text: t(`screens.opportunity.tabs.${key}`) }))} />;
}
