import { Button, Segmented, Tag } from "antd";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { ImportedRow, ImportJob, QueryOf } from "@/api/types";
import { recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Import.module.css";

const PAGE = 20;
const OUTCOMES = ["created", "updated", "unchanged", "joined", "rejected", "kept"] as const;
const TONES: Record<string, string> = { created: "green", updated: "blue", joined: "cyan", rejected: "red", unchanged: "default" };

async function getRows(id: number, shown: string, after: number, signal: AbortSignal) {
  const query = { shown, after, limit: PAGE } as QueryOf<"/api/v1/imports/{id}/rows">;
  return must(await api.GET("/api/v1/imports/{id}/rows", { params: { path: { id }, query }, signal }));
}

function What({ row }: { row: ImportedRow }) {
  const { t } = useTranslation();
  return (
    <ul className={styles["what"]}>
      {row.same_as !== null && <li>{t("screens.import.sameAs", { n: row.same_as })}</li>}
      {row.changes.map(({ field, label, before_text: before, after_text: after }) => (
        <li key={field}>
          {label}: <del>{before || t("screens.import.nothing")}</del> → <ins>{after || t("screens.import.nothing")}</ins>
        </li>
      ))}
      {[...row.reasons, ...row.kept].map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Line({ row, trial }: { row: ImportedRow; trial: boolean }) {
  const { t } = useTranslation();
  const path = row.record_id === null ? null : recordPath(row.record_kind ?? "", row.record_id);
  const there = path !== null && !(row.outcome === "created" && (trial || row.undone === "undone"));
  return (
    <tr>
      <td>{row.row}</td>
      <td>
        <Tag color={TONES[row.outcome] ?? "default"}>{t(`enums.import_outcome.${row.outcome}`)}</Tag>
        {row.undone && <Tag>{t(`enums.import_undone.${row.undone}`)}</Tag>}
      </td>
      <td>
        <What row={row} />
        {there && <PathLink to={path}>{t("screens.import.openRecord", { id: row.record_id })}</PathLink>}
      </td>
    </tr>
  );
}

/** What became of each row, or after a trial what would; by outcome, and page by page. */
export function Rows({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState("");
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ["import-rows", job.id, job.status, job.dry_run, job.undone + job.kept, shown],
    queryFn: ({ pageParam, signal }) => getRows(job.id, shown, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const offered = OUTCOMES.filter((name) => job[name] > 0);
  return (
    <section className={styles["rows"]}>
      <h2>{t(job.dry_run ? "screens.import.rowsTrial" : "screens.import.rows")}</h2>
      <div className={styles["scroll"]}>
        <Segmented
          value={shown}
          onChange={setShown}
          options={[
            { value: "", label: t("screens.import.allRows") },
            ...offered.map((name) => ({ value: name as string, label: `${t(name === "kept" ? "fields.import.kept" : `enums.import_outcome.${name}`)} ${job[name]}` })),
          ]}
        />
      </div>
      {error && <p role="alert">{problemText(asProblem(error), t)}</p>}
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.import.rowNumber")}</th>
            <th scope="col">{t("fields.importing.outcome")}</th>
            <th scope="col">{t("screens.import.what")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.row} row={row} trial={job.dry_run} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && !isFetching && <p className={styles["hint"]}>{t("screens.import.noRows")}</p>}
      <div className={styles["foot"]}>
        <span />
        {hasNextPage && (
          <Button loading={isFetching} onClick={() => void fetchNextPage()}>
            {t("screens.import.more", { n: PAGE })}
          </Button>
        )}
        <Button href={`/api/v1/imports/${job.id}/results?format=xlsx`} download>
          {t("screens.import.download")}
        </Button>
      </div>
    </section>
  );
}
