import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Failing } from "@/shared/ui/Failing";
import { Money } from "@/shared/ui/Money";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { useFormat } from "@/shared/useFormat";
import { boardQuery, type Board, type SalesEvent } from "./eventApi";
import styles from "./Events.module.css";
import { InviterTable } from "./InviterTable";
import { minutesOf } from "./minutes";
import { Others } from "./Others";

/** The day itself: arrived and expected, minute by minute, and who brought them. */
export function EventBoard({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(boardQuery(event.id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Tiles event={event} board={data} />
      <div className={styles["columns"]}>
        <section aria-label={t("screens.salesEvents.board.ranking")}>
          <h2>{t("screens.salesEvents.board.ranking")}</h2>
          <InviterTable eventId={event.id} inviters={data.inviters} />
        </section>
        <section aria-label={t("screens.salesEvents.board.arrivals")}>
          <h2>{t("screens.salesEvents.board.arrivals")}</h2>
          <Minutes board={data} />
          <Latest board={data} />
        </section>
      </div>
    </>
  );
}

function Tiles({ event, board }: { event: SalesEvent; board: Board }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { figures } = board;
  const tiles = [
    { name: "arrived", value: count(figures.attended), beside: t("screens.salesEvents.board.of", { n: count(board.expected) }), to: "tab=guests&state=attended" },
    { name: "coming", value: count(figures.accepted), beside: "", to: "tab=guests&state=accepted" },
    { name: "unanswered", value: count(figures.unanswered), beside: t("screens.salesEvents.board.of", { n: count(figures.invited) }), to: "tab=guests&state=invited" },
    { name: "walkIns", value: count(figures.walk_ins), beside: "", to: "tab=guests&walk_in=true" },
    { name: "deals", value: count(figures.deals), beside: t("screens.salesEvents.board.begun", { n: count(figures.opportunities) }), to: "tab=deals" },
    { name: "signed", value: <Money minor={figures.signed_minor} />, beside: <Others figures={figures} name="signed_minor" />, to: "tab=deals" },
  ];
  return (
    <dl className={styles["tiles"]} aria-live="polite">
      {tiles.map(({ name, value, beside, to }) => (
        <div key={name}>
          <dt>{t(`screens.salesEvents.board.${name}`)}</dt>
          <dd>
            <PathLink to={`/sales-events/${event.id}?${to}`}>{value}</PathLink>
            {beside && <small>{beside}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Minutes({ board }: { board: Board }) {
  const { t } = useTranslation();
  const columns = minutesOf(board.minutes);
  if (columns.length === 0) return <p className={styles["quiet"]}>{t("screens.salesEvents.board.nobody")}</p>;
  const most = Math.max(...columns.map(({ count }) => count));
  return (
    <ol className={styles["minutes"]} aria-label={t("screens.salesEvents.board.byMinute")}>
      {columns.map(({ at, count }) => (
        <li key={at} title={`${at}  ${count}`}>
          <span className={styles["count"]}>{count === most ? count : ""}</span>
          <span className={styles["column"]} style={{ blockSize: `${(count / most) * 64}px` }} />
          <span className={styles["minute"]}>{at}</span>
        </li>
      ))}
    </ol>
  );
}

function Latest({ board }: { board: Board }) {
  const { t } = useTranslation();
  return (
    <ul className={styles["lines"]}>
      {board.latest.map((one) => (
        <li key={one.id}>
          <span className={styles["what"]}>
            {one.name}
            <small>{[one.company, one.inviter_name, one.walk_in && t("screens.salesEvents.walkIn")].filter(Boolean).join(" · ")}</small>
          </span>
          <When at={one.arrived_at} />
        </li>
      ))}
    </ul>
  );
}
