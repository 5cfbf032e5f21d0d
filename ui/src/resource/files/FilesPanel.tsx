import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import relation from "@/resource/detail/Relation.module.css";
import { liveOne } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import type { About } from "./files";
import { FileList } from "./FileList";
import { PickFiles } from "./PickFiles";
import { usePageUploads } from "./RecordFiles";

/** All files of a record, wherever on it they came with. */
export function FilesPanel({ kind, id }: About) {
  const { t } = useTranslation();
  const uploads = usePageUploads();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["file", "of", kind, id],
    queryFn: async ({ pageParam, signal }) => must(await api.GET("/api/v1/files", { params: { query: { subject_kind: kind, subject_id: id, cursor: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    meta: liveOne(kind, id),
  });
  const files = data?.pages.flatMap(({ items }) => items) ?? [];
  const count = data?.pages[0]?.count ?? 0;
  return (
    <section aria-label={t("files.title")}>
      <header className={relation["head"]}>
        <h2>
          {t("files.title")}
          {count > 0 && <small className={relation["count"]}>{count}</small>}
        </h2>
        {uploads && <PickFiles label={t("files.add")} onPick={uploads.add} />}
      </header>
      {error && files.length === 0 && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <p className={relation["none"]}>{t("shell.loading")}</p>}
      {data && files.length === 0 && <p className={relation["none"]}>{t(uploads ? "files.none" : "files.noneReading")}</p>}
      <FileList files={files} signed />
      {hasNextPage && (
        <Button size="small" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {t("files.more")}
        </Button>
      )}
    </section>
  );
}
