import { Segmented } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { useNow } from "@/shared/ui/useNow";
import { MyDay } from "./MyDay";
import { sidesOf, type Side } from "./sides";
import { TeamDay } from "./TeamDay";
import { useBoard } from "./useBoard";

const CompanyDay = lazy(() => import("./CompanyDay"));
const MoneyDay = lazy(() => import("./MoneyDay"));
const DAYS = { mine: MyDay, team: TeamDay, company: CompanyDay, money: MoneyDay };

function greeting(hour: number): string {
  if (hour < 6) return "night";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

/** Where the day starts: for each the board of what they answer for. */
export function Workbench() {
  const { t } = useTranslation();
  const { name, permissions } = useMe();
  const now = useNow();
  const navigate = useNavigate();
  const { side: asked } = useBoard();
  const { sides, first } = sidesOf(permissions);
  const side = sides.find((one) => one === asked) ?? first;
  const show = (next: Side): void => void navigate({ to: "/", search: (next === first ? {} : { side: next }) as never });
  const choice = sides.length > 1 && (
    <Segmented<Side> aria-label={t("screens.workbench.side")} value={side} onChange={show} options={sides.map((value) => ({ value, label: t(`screens.workbench.${value}`) }))} />
  );
  const Day = DAYS[side];
  return (
    <Suspense>
      <Day title={t(`screens.workbench.hello.${greeting(now.getHours())}`, { name })} actions={choice} />
    </Suspense>
  );
}
