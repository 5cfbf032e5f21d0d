import { useQuery } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { saveSeries, seriesQuery, shownOf, type Series } from "./meetingApi";
import styles from "./Meetings.module.css";
import { useDayName, useRhythm } from "./useRhythm";

const DAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;

/** The fields of a series: on which days of the week, or on which working day of the month or quarter. */
function useFields({ repeat }: Series): readonly Field[] {
  const dayName = useDayName();
  const labels = Object.fromEntries(DAYS.map((place) => [place, dayName(Number(place))]));
  return [
    { name: "title", kind: "text", required: true, maxLength: 120 },
    repeat === "weekly" ? { name: "weekdays", kind: "select", multiple: true, required: true, values: DAYS, labels } : { name: "number", kind: "number", required: true },
    { name: "at", kind: "text", required: true, maxLength: 5 },
    { name: "minutes", kind: "number", required: true },
    { name: "skip_holidays", kind: "bool" },
    { name: "place", kind: "text", maxLength: 200 },
  ];
}

function Row({ series }: { series: Series }) {
  const { t } = useTranslation();
  const act = useAct();
  const rhythm = useRhythm();
  const fields = useFields(series);
  const [editing, setEditing] = useState(false);
  const question: Question = {
    title: "screens.meetings.editSeriesTitle",
    fields,
    initial: { ...shownOf(series), weekdays: series.weekdays.map(String) },
    submit: (values) => saveSeries(series, values),
    done: "screens.meetings.seriesSaved",
  };
  const end = (): void =>
    act({ run: () => api.DELETE("/api/v1/meetings/series/{id}", { params: { path: { id: series.id } } }), done: "screens.meetings.ended", touches: ["meeting", "meeting_series"] });
  return (
    <li className={styles["series"]}>
      <div className={styles["what"]}>
        <b>{series.title}</b>
        <span className={styles["quiet"]}>
          {[enumText(t, "meeting_kind", series.kind), rhythm(series), t("screens.meetings.minutesLong", { n: series.minutes }), series.unit_name, t("screens.meetings.chair", { name: series.owner_name })].filter(Boolean).join(" · ")}
        </span>
      </div>
      {series.actions.includes("edit") && (
        <Button size="small" onClick={() => setEditing(true)}>
          {t("screens.meetings.editSeries")}
        </Button>
      )}
      <RecordDialog kind="meeting" question={editing ? question : undefined} touches={["meeting", "meeting_series"]} onClose={() => setEditing(false)} />
      {series.actions.includes("end") && (
        <Popconfirm title={t("screens.meetings.endSure", { title: series.title })} okText={t("screens.meetings.end")} cancelText={t("shell.form.cancel")} onConfirm={end}>
          <Button size="small">{t("screens.meetings.end")}</Button>
        </Popconfirm>
      )}
    </li>
  );
}

/** What comes again; the next of each is always planned. */
export function SeriesList() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(seriesQuery);
  if (isPending) return <div className={styles["waiting"]} aria-busy="true" />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Empty title={t("screens.meetings.none.series")} text={t("screens.meetings.seriesText")} />;
  return (
    <ul className={styles["rows"]}>
      {data.map((series) => (
        <Row key={series.id} series={series} />
      ))}
    </ul>
  );
}
