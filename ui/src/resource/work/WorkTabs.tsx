import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Tabs } from "@/shared/ui/Tabs";

const TABS = [
  { to: "/plans", key: "plans", needs: "plan.read" },
  { to: "/quotas", key: "quotas", needs: "quota.read" },
  { to: "/reports", key: "reports", needs: "report.read" },
  { to: "/checks", key: "checks", needs: "check.read" },
  { to: "/meetings", key: "meetings", needs: "meeting.read" },
  { to: "/reviews", key: "reviews", needs: "review.read" },
  { to: "/sales-events", key: "sales_events", needs: "sales_event.read" },
  { to: "/pulses", key: "pulses", needs: "" },
] as const;

/** From the number to today's calls, and back: the rooms of 计划汇报 that this person may use. */
export function WorkTabs({ of }: { of?: (typeof TABS)[number]["to"] }) {
  const { t } = useTranslation();
  const may = useMay();
  const tabs = TABS.filter(({ needs }) => !needs || may(needs)).map(({ to, key }) => ({ to, text: t(`screens.work.tabs.${key}`) }));
  return <Tabs label={t("screens.work.label")} tabs={tabs} of={of} />;
}
