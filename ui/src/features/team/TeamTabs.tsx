import { useTranslation } from "react-i18next";
import { Tabs } from "@/shared/ui/Tabs";

/** People, and the units they are in. */
export function TeamTabs() {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t("shell.nav.team")}
      tabs={[
        { to: "/team", text: t("screens.employee.tabs.people") },
        { to: "/team/units", text: t("screens.employee.tabs.units") },
      ]}
    />
  );
}
