import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Today, TodayRow } from "@/api/types";
import type { ContactSubject } from "@/resource/contact/CounterpartPicker";
import { useClocks } from "@/resource/dispatch/useClocks";
import { useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { PathLink } from "@/shared/ui/PathLink";
import { TodayItem } from "./TodayItem";
import { URGENCIES } from "./todayWords";
import { RunningClocks } from "./RunningClocks";
import { Waiting } from "./Waiting";
import styles from "./Today.module.css";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));

/** Of one urgency, before the rest is asked for: nobody does forty things at once, and what comes today must be seen. */
const SHOWN = 8;

type Urgency = (typeof URGENCIES)[number];

interface GroupProps {
  urgency: Urgency;
  rows: readonly TodayRow[];
  onLog: (subject: ContactSubject) => void;
}

function Group({ urgency, rows, onLog }: GroupProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const shown = all ? rows : rows.slice(0, SHOWN);
  const title = t(`screens.today.group.${urgency}`);
  return (
    <section className={styles["group"]} data-urgency={urgency} aria-label={title}>
      <h3>
        {title} <b>{rows.length}</b>
      </h3>
      <ul>
        {shown.map((row) => (
          <TodayItem key={`${row.kind}-${row.id}`} row={row} onLog={onLog} />
        ))}
      </ul>
      {shown.length < rows.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t("screens.today.more", { n: rows.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

interface Props {
  board: Today | undefined;
  error: unknown;
  onRetry: () => void;
}

/** Today in order of urgency, running clocks before anything; a lead whose clock runs stands there alone. What is done leaves the list. */
export function TodayList({ board, error, onRetry }: Props) {
  const { t } = useTranslation();
  const { id: me } = useMe();
  const [logging, setLogging] = useState<ContactSubject>();
  const { clocks } = useClocks();
  const ticking = new Set(clocks.map(({ lead_id: id }) => id));
  const rest = board?.items.filter(({ kind, id }) => kind !== "lead" || !ticking.has(id));
  return (
    <section className={styles["today"]} aria-label={t("screens.today.title")}>
      <header className={styles["head"]}>
        <h2 tabIndex={-1}>{t("screens.today.title")}</h2>
        <PathLink to={`/agenda?owner_id=${me}&bucket=week`}>{t("screens.today.week")}</PathLink>
      </header>
      {!board && !error && <Waiting rows={8} />}
      {Boolean(error) && !board && <Failing error={error} onRetry={onRetry} />}
      <RunningClocks clocks={clocks} />
      {rest?.length === 0 && clocks.length === 0 && <Empty title={t("screens.today.none")} text={t("screens.today.noneText")} action={<PathLink to="/leads">{t("screens.today.noneAction")}</PathLink>} />}
      {rest && URGENCIES.map((urgency) => <Group key={urgency} urgency={urgency} rows={rest.filter((row) => row.urgency === urgency)} onLog={setLogging} />)}
      {board?.capped && <p className={styles["capped"]}>{t("screens.today.capped")}</p>}
      <Suspense>{logging && <LogContact subject={logging} onClose={() => setLogging(undefined)} />}</Suspense>
    </section>
  );
}
