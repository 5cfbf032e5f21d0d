import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

const TABS = [
  { to: "/contracts", key: "contracts", needs: "contract.read" },
  { to: "/instalments", key: "instalments", needs: "receivable.read" },
  { to: "/receipts", key: "receipts", needs: "receivable.read" },
] as const;

/** Contracts, what is due, what came in. */
export function ContractTabs() {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = TABS.filter(({ needs }) => may(needs)).map(({ to, key }) => ({ to, text: t(`screens.contract.tabs.${key}`) }));
  return <Tabs label={t("shell.nav.contracts")} tabs={tabs} />;
}
