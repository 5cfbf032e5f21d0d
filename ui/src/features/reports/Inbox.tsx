import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { rememberOrder } from "@/resource/neighbours";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import styles from "./Reports.module.css";
import type { ReportRow } from "./types";

type Box = "unread" | "read" | "reach";
const BOXES: readonly Box[] = ["unread", "read", "reach"];

const ask = async (box: Box, cursor: string, signal: AbortSignal) => {
  const query = box === "reach" ? { state: "submitted" as const, cursor } : { box, cursor };
  return must(await api.GET("/api/v1/reports", { params: { query }, signal }));
};

function Item({ row }: { row: ReportRow }) {
  const { t } = useTranslation();
  return (
    <PathLink to={`/reports/${row.id}`} className={styles["letter"]} data-unread={row.read_at === null}>
      <b>{row.about_unit_name ?? row.owner_name}</b>
      <span>{row.title}</span>
      {row.late && <Mark tone="warn">{t("screens.reports.standing.late")}</Mark>}
      {row.edited_at && <Mark>{t("screens.reports.editedShort")}</Mark>}
      <span className={styles["excerpt"]}>{row.excerpt}</span>
      <small>
        <When at={row.submitted_at} />
      </small>
    </PathLink>
  );
}

/** Up and down go from letter to letter. */
function onArrows(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a")];
  const at = all.indexOf(document.activeElement as HTMLAnchorElement);
  const to = all[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

/** What was sent to me, unread first; then what I have read, and all that I may read. */
export function Inbox() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [box, setBox] = useState<Box>("unread");
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["report", "box", box],
    queryFn: ({ pageParam, signal }) => ask(box, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    meta: live("report"),
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const ids = rows.map(({ id }) => id).join(",");
  useEffect(() => rememberOrder("report", ids === "" ? [] : ids.split(",").map(Number)), [ids]);
  return (
    <>
      <div className={styles["bar"]}>
        <Segmented<Box> aria-label={t("screens.reports.boxes")} value={box} onChange={setBox} options={BOXES.map((value) => ({ value, label: t(`screens.reports.box.${value}`) }))} />
        {rows[0] && box === "unread" && <Button onClick={() => void navigate({ to: `/reports/${rows[0]?.id}` })}>{t("screens.reports.readOn")}</Button>}
      </div>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <PageSkeleton />}
      {data && rows.length === 0 && <Empty title={t(`screens.reports.noLetters.${box}`)} text={t("screens.reports.noLettersText")} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the links in it are what is reached */}
      <ul onKeyDown={onArrows}>
        {rows.map((row) => (
          <li key={row.id}>
            <Item row={row} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("screens.reports.more")}
        </Button>
      )}
    </>
  );
}
