import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { PathLink } from "@/shared/ui/PathLink";
import { kindText, type QuotaKind, type Teammate } from "@/resource/quotas/quotas";
import { TeamTable } from "./TeamTable";
import type { useTeam } from "./useProgress";
import { useView } from "./useView";
import styles from "./Quotas.module.css";

const DeclaredDrawer = lazy(() => import("./DeclaredDrawer"));

interface Opened {
  kind: QuotaKind;
  person: Teammate;
}

/** My people and what is asked of them: who needs help most stands first. */
export function TeamBoard({ found: { data, error, refetch } }: { found: ReturnType<typeof useTeam> }) {
  const { t } = useTranslation();
  const manages = useMay()("quota.manage");
  const { unit, askUnit } = useView();
  const [opened, setOpened] = useState<Opened>();
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles["waiting"]} aria-busy="true" />;
  const open = (kind: QuotaKind, person: Teammate): void => setOpened({ kind, person });
  const action = manages && <PathLink to="/settings/quotas">{t("screens.quotas.set")}</PathLink>;
  return (
    <div className={styles["board"]}>
      <div className={styles["narrow"]}>
        <UnitPicker listWidth={280} placeholder={t("screens.quotas.unit")} aria-label={t("screens.quotas.unit")} value={unit ?? null} onChange={askUnit} />
        {data.workday && data.period.first <= data.today && data.today <= data.period.last && <span>{t("screens.quotas.elapsed", { n: Math.round(data.elapsed_bp / 100) })}</span>}
        {action}
      </div>
      {data.count === 0 ? <Empty title={t(data.workday ? "screens.quotas.empty" : "screens.quotas.state.off")} text={t("screens.quotas.emptyText")} action={action} /> : <TeamTable team={data} onOpen={open} />}
      {data.count > data.people.length && <p className={styles["note"]}>{t("screens.quotas.shown", { n: data.people.length })}</p>}
      <Suspense>
        {opened && (
          <DeclaredDrawer kind={opened.kind} title={kindText(t, opened.kind)} day={data.period.first} user={{ id: opened.person.user_id, name: opened.person.name }} mine={false} onClose={() => setOpened(undefined)} />
        )}
      </Suspense>
    </div>
  );
}
