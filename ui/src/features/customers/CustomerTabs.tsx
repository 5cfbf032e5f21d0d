import { useTranslation } from "react-i18next";
import { Tabs } from "@/shared/ui/Tabs";

/** Customers, and the people in them. */
export function CustomerTabs() {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t("shell.nav.customers")}
      tabs={[
        { to: "/customers", text: t("screens.customer.tabs.customers") },
        { to: "/contacts", text: t("screens.customer.tabs.contacts") },
        { to: "/customers/completeness", text: t("screens.customer.tabs.completeness") },
      ]}
    />
  );
}
