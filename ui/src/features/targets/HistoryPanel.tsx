import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { liveOne } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import styles from "./Agree.module.css";
import { askHistory, type Target } from "./agreeApi";
import { SaidEntry } from "./DialoguePanel";

/** Who changed a figure when, from what to what, and why; the newest first. */
export default function HistoryPanel({ cell }: { cell: Target }) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["target", "history", cell.id],
    queryFn: ({ pageParam, signal }) => askHistory(cell.id, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    meta: liveOne("target", cell.id),
  });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <ol className={styles["list"]}>
        {entries.map((entry) => (
          <SaidEntry key={entry.id} said={{ ...entry, via: "" }} cell={cell} />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("screens.targets.agree.more")}
        </Button>
      )}
    </>
  );
}
