import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { DayStrip } from "./DayStrip";
import { KindCard } from "./KindCard";
import { kindText, type QuotaKind } from "@/resource/quotas/quotas";
import type { useMine } from "./useProgress";
import styles from "./Quotas.module.css";

const DeclaredDrawer = lazy(() => import("./DeclaredDrawer"));

/** One's own: a ring for each kind; what is declared has its plus and minus. */
export function MineBoard({ found: { data, error, refetch } }: { found: ReturnType<typeof useMine> }) {
  const { t } = useTranslation();
  const { id, name } = useMe();
  const [opened, setOpened] = useState<QuotaKind>();
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles["waiting"]} aria-busy="true" />;
  const { mine, kinds } = data;
  const oneDay = data.period.first === data.period.last;
  const asks = mine?.cells.some(({ wanted, done }) => wanted > 0 || done > 0);
  const declares = data.actions.includes("declare");
  if (!mine || kinds.length === 0) return <Empty title={t("screens.quotas.empty")} text={t("screens.quotas.emptyMine")} />;
  return (
    <div className={styles["board"]}>
      {!asks && data.workday && <p className={styles["note"]}>{t("screens.quotas.emptyMine")}</p>}
      <ul className={styles["cards"]} data-paced={oneDay}>
        {kinds.map((kind, at) => {
          const cell = mine.cells[at];
          return cell && <KindCard key={kind.id} kind={kind} cell={cell} day={oneDay ? data.period.first : undefined} today={data.today} declares={declares} onOpen={() => setOpened(kind)} />;
        })}
      </ul>
      <DayStrip mine={mine} days={data.days} today={data.today} oneDay={oneDay} />
      <Suspense>{opened && <DeclaredDrawer kind={opened} title={kindText(t, opened)} day={data.period.first} user={{ id, name }} mine onClose={() => setOpened(undefined)} />}</Suspense>
    </div>
  );
}
