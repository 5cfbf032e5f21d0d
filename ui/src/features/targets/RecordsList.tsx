import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { Failing } from "@/shared/ui/Failing";
import { pathOf } from "@/shared/ui/FigureLink";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Records.module.css";
import { listOf, recordsQuery, shownAt, type Opening, type RecordEntry, type Records, type Reported } from "./recordsApi";
import { metricName } from "./names";
import { useFigure } from "./useFigure";

function Entry({ entry, of }: { entry: RecordEntry; of: Records }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figure = useFigure(of);
  const path = shownAt(entry);
  const title = entry.title ?? t("screens.tracking.records.hidden");
  const about = [enumText(t, "target_what", entry.what), entry.day];
  if (entry.for_day !== entry.day) about.push(t("screens.tracking.records.forDay", { date: entry.for_day }));
  about.push(entry.user_name || entry.unit_name);
  if (entry.bp !== null && entry.bp !== 10_000) about.push(t("screens.tracking.records.share", { share: format.percent(entry.bp / 10_000) }));
  return (
    <li>
      <span className={styles["title"]}>{path ? <PathLink to={path}>{title}</PathLink> : title}</span>
      <b title={figure.exact(entry.amount)}>{figure.short(entry.amount)}</b>
      <small>{about.filter(Boolean).join(" · ")}</small>
    </li>
  );
}

/** A ratio, and the records of either side of the line. */
function Parts({ first, ...opening }: Opening & { first: Records }) {
  const { t } = useTranslation();
  const figure = useFigure(first);
  return (
    <>
      <p>
        {t("screens.tracking.records.attained")} <b>{first.attained === null ? t("screens.tracking.records.noRatio") : figure.exact(first.attained)}</b>
      </p>
      {first.parts.map((part) => (
        <section key={part.of} className={styles["part"]}>
          <h3>
            {t(`screens.tracking.records.${part.of}`)} {metricName(t, part)}
          </h3>
          <RecordsList {...opening} of={part.of} />
        </section>
      ))}
    </>
  );
}

/** What a reached figure is made of: its records, the newest first, or the list that shows them. */
export default function RecordsList(opening: Opening | Reported) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(recordsQuery(opening));
  const [first] = data?.pages ?? [];
  const figure = useFigure(first ?? { measured: "count", currency: "" });
  if (!first || !data) return error ? <Failing error={error} onRetry={() => void refetch()} /> : <Skeleton active title={false} />;
  const entries = data.pages.flatMap((page) => page.entries);
  if (first.parts.length > 0 && "node_id" in opening) return <Parts {...opening} first={first} />;
  const list = listOf(first);
  return (
    <>
      <p>
        {t("screens.tracking.records.attained")} <b>{figure.exact(first.attained ?? 0)}</b>
      </p>
      {first.uncounted > 0 && <p className={styles["quiet"]}>{t("screens.tracking.records.uncounted", { n: first.uncounted })}</p>}
      {list && (
        <p className={styles["quiet"]}>
          {t("screens.tracking.records.listText")} <PathLink to={pathOf(list)}>{t("screens.tracking.records.list")}</PathLink>
        </p>
      )}
      {!list && entries.length === 0 && <p className={styles["quiet"]}>{t(first.where ? "screens.tracking.records.noList" : "screens.tracking.records.none")}</p>}
      <ul className={styles["list"]}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} of={first} />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("screens.tracking.records.more")}
        </Button>
      )}
    </>
  );
}
