import { Segmented } from "antd";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay, useMe } from "@/shared/session/session";
import { useNow } from "@/shared/ui/useNow";
import type { Search } from "@/shared/urlSearch";
import { MyDay } from "./MyDay";
import { TeamDay } from "./TeamDay";

const SIDES = ["mine", "team"] as const;
type Side = (typeof SIDES)[number];

const WORK = ["lead.read", "customer.read", "opportunity.read", "contract.read"];

/** Whether the person sees more than their own records: then the team comes first. */
function useLeads(): boolean {
  const { permissions } = useMe();
  return WORK.some((name) => name in permissions && permissions[name] !== "own" && permissions[name] !== "shared");
}

function greeting(hour: number): string {
  if (hour < 6) return "night";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

/** Where the day starts: what is due now, and how far one is. */
export function Workbench() {
  const { t } = useTranslation();
  const { name } = useMe();
  const now = useNow();
  const may = useMay();
  const leads = useLeads();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const side: Side = leads && search["side"] !== "mine" ? "team" : "mine";
  const show = (next: Side): void => void navigate({ to: "/", search: (next === "mine" ? { side: "mine" } : {}) as never });
  const sides = leads && may("analytics.read") && (
    <Segmented<Side> value={side} onChange={show} options={SIDES.map((value) => ({ value, label: t(`screens.workbench.${value}`) }))} />
  );
  const Day = side === "team" && may("analytics.read") ? TeamDay : MyDay;
  return <Day title={t(`screens.workbench.hello.${greeting(now.getHours())}`, { name })} actions={sides} />;
}
