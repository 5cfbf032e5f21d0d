import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Modal, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { CalendarEntry } from "@/api/types";
import { dropping, PLANNED } from "@/resource/contact/planning";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { today } from "@/shared/days";
import { live } from "@/shared/live/meta";
import { useMe } from "@/shared/session/session";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import type { Search } from "@/shared/urlSearch";
import { ActivityTabs } from "@/resource/work/ActivityTabs";
import styles from "./Calendar.module.css";
import { daysOf, SPANS, step, type Span } from "./calendarDays";
import { CalendarGrid } from "./CalendarGrid";
import { useMoveEntry } from "./useMoveEntry";

const SEEN = ["lead.read", "customer.read", "opportunity.read", "task.read", "visit.read"];
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Asks for a time: the way without a pointer. */
const asking = (entry: CalendarEntry, toMoment: (entry: CalendarEntry, at: string) => void): Question => ({
  title: "screens.visits.moveTo",
  fields: [{ name: "move_at", kind: entry.day === null ? "datetime" : "date", required: true, ahead: true }],
  initial: { move_at: entry.day ?? entry.at },
  submit: ({ move_at: at }) => {
    toMoment(entry, String(at));
    return Promise.resolve();
  },
});

/** A week or a month beside each other cannot be read on a phone. */
const NARROW: readonly Span[] = ["day", "agenda"];

/** Planned contacts, tasks, visits and expected wins on their days. */
export function CalendarPage() {
  const { t, i18n } = useTranslation();
  const phone = useIsPhone();
  const { id: me, permissions } = useMe();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const { by, toMoment, conflict, decide } = useMoveEntry();
  const [question, setQuestion] = useState<Question>();
  const spans = phone ? NARROW : SPANS;
  const span: Span = spans.find((one) => one === search["span"]) ?? (phone ? "agenda" : "month");
  const on = DATE.test(search["on"] ?? "") ? String(search["on"]) : today();
  const beyond = SEEN.some((name) => name in permissions && permissions[name] !== "own");
  const whose = beyond && search["whose"] === "team" ? "team" : "mine";
  const days = daysOf(span, on);
  const query = { first: days[0] ?? on, last: days.at(-1) ?? on, ...(whose === "mine" && { owner_id: me }) };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/calendar", { params: { query } }, { meta: live("task", "lead", "customer", "opportunity", "activity", "visit"), placeholderData: keepPreviousData });
  const go = (change: Search): void => void navigate({ to: "/calendar", search: { ...search, ...change } as never, replace: true });
  const heading = new Date(`${on}T12:00`).toLocaleDateString(i18n.language, { year: "numeric", month: "long", ...(span !== "month" && { day: "numeric" }) });
  return (
    <Page title={t("shell.nav.activities")} state={heading}>
      <ActivityTabs />
      <div className={styles["bar"]}>
        <Button onClick={() => go({ on: step(span, on, -1) })}>{t("screens.calendar.before")}</Button>
        <Button onClick={() => go({ on: today() })}>{t("screens.calendar.today")}</Button>
        <Button onClick={() => go({ on: step(span, on, 1) })}>{t("screens.calendar.after")}</Button>
        <Segmented<Span> aria-label={t("screens.calendar.span")} value={span} onChange={(value) => go({ span: value })} options={spans.map((value) => ({ value, label: t(`screens.calendar.${value}`) }))} />
        {beyond && (
          <Segmented aria-label={t("screens.calendar.whose")} value={whose} onChange={(value) => go({ whose: value })} options={["mine", "team"].map((value) => ({ value, label: t(`screens.calendar.${value}`) }))} />
        )}
      </div>
      {data?.capped && <p className={styles["capped"]}>{t("screens.calendar.capped")}</p>}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && <CalendarGrid span={span} on={on} days={days} entries={data.items} onMove={by} onMoveTo={(entry) => setQuestion(asking(entry, toMoment))} onDrop={({ subject_kind: kind, subject_id: id }) => setQuestion(dropping({ kind: kind as "lead", id }))} />}
      <RecordDialog kind="activity" question={question} touches={PLANNED} onClose={() => setQuestion(undefined)} />
      <Modal
        open={conflict !== undefined}
        title={t("screens.visits.conflictTitle")}
        okText={t("shell.conflict.useMine")}
        cancelText={t("shell.conflict.keepTheirs")}
        onOk={() => decide(true)}
        onCancel={() => decide(false)}
      >
        {t("screens.visits.conflictText")}
      </Modal>
    </Page>
  );
}
