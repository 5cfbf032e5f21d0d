import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { paths } from "@/api/schema.gen";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { CheckRows } from "./CheckRows";
import styles from "./Checks.module.css";

export type Asked = NonNullable<paths["/api/v1/checks"]["get"]["parameters"]["query"]>;

interface Props {
  asked: Asked;
  title?: string;
  mine?: boolean;
  /** Shown where there is nothing; nothing is shown without it. */
  empty?: ReactNode;
}

/** A list of checks, a page at a time. */
export function CheckList({ asked, title, mine = false, empty }: Props) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["check", "list", asked],
    queryFn: async ({ pageParam, signal }) => must(await api.GET("/api/v1/checks", { params: { query: { ...asked, cursor: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    meta: live("check"),
  });
  const count = data?.pages[0]?.count;
  const checks = data?.pages.flatMap(({ items }) => items) ?? [];
  if (isPending) return <Skeleton active paragraph={{ rows: 3 }} />;
  if (error && checks.length === 0) return <Failing error={error} onRetry={() => void refetch()} />;
  if (checks.length === 0) return <>{empty}</>;
  return (
    <section className={styles["part"]}>
      {title && <h2>{title}</h2>}
      {count !== undefined && count !== null && <p>{t("screens.checks.count", { n: count })}</p>}
      <CheckRows checks={checks} mine={mine} />
      {hasNextPage && (
        <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {t("screens.checks.more")}
        </Button>
      )}
    </section>
  );
}
