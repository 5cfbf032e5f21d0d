import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { RecordRow, Resource } from "@/resource/types";
import { Composer } from "@/resource/comments/Composer";
import { liveOne } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Entry } from "./Entry";
import styles from "./Timeline.module.css";

const SORTS = ["all", "contacts", "changes", "comments", "files"] as const;
type Sort = (typeof SORTS)[number];

/** What happened to a record, newest first. */
export function Timeline<Row extends RecordRow>({ resource, id }: { resource: Resource<Row>; id: number }) {
  const { t } = useTranslation();
  const { kind } = resource;
  const [only, setOnly] = useState<Sort>("all");
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["timeline", kind, id, only],
    queryFn: async ({ pageParam, signal }) =>
      must(await api.GET("/api/v1/timeline/{subject_kind}/{id}", { params: { path: { subject_kind: kind, id }, query: { cursor: pageParam, ...(only !== "all" && { only }) } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    meta: liveOne(kind, id),
  });
  // a comment shows what became of it
  const entries = (data?.pages.flatMap(({ items }) => items) ?? []).filter(({ kind: what }) => !what.startsWith("comment.") || what === "comment.added");
  return (
    <>
      <h2 className={styles["title"]}>{t("shell.timeline.title")}</h2>
      <Composer key={`${kind} ${id}`} kind={kind} id={id} />
      <Segmented<Sort>
        size="small"
        className={styles["sorts"] ?? ""}
        aria-label={t("shell.timeline.sorts")}
        value={only}
        onChange={setOnly}
        options={SORTS.map((value) => ({ value, label: t(`shell.timeline.of.${value}`) }))}
      />
      {error && entries.length === 0 && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <p className={styles["none"]}>{t("shell.loading")}</p>}
      {!isPending && !error && entries.length === 0 && <p className={styles["none"]}>{t(only === "all" ? "shell.timeline.none" : "shell.timeline.noneOf")}</p>}
      <ol className={styles["list"]}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} kind={kind} id={id} fields={resource.fields} />
        ))}
      </ol>
      {hasNextPage && (
        <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {t("shell.timeline.more")}
        </Button>
      )}
    </>
  );
}
