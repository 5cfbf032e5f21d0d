import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

/** What is to be done, and what was done. Only on pages that load with all texts (`lazyPage`). */
export function ActivityTabs() {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = [
    { to: "/tasks", text: t("screens.task.title"), needs: "task.read" },
    { to: "/calendar", text: t("screens.calendar.title"), needs: "task.read" },
    { to: "/visits", text: t("screens.visits.title"), needs: "visit.read" },
    { to: "/touchpoints", text: t("screens.activity.tabs.touchpoints"), needs: "activity.read" },
  ];
  return <Tabs label={t("shell.nav.activities")} tabs={tabs.filter(({ needs }) => may(needs))} />;
}
