import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

const TABS = [
  { to: "/market", key: "notes", needs: "market.read" },
  { to: "/market/competitors", key: "competitors", needs: "market.read" },
  { to: "/market/cards", key: "cards", needs: "market.read" },
  { to: "/debriefs", key: "debriefs", needs: "debrief.read" },
] as const;

/** What is known of the market, and what we learn from deals that ended. */
export function MarketTabs() {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = TABS.filter(({ needs }) => may(needs)).map(({ to, key }) => ({ to, text: t(`screens.market.tabs.${key}`) }));
  return <Tabs label={t("screens.market.tabs.label")} tabs={tabs} />;
}
