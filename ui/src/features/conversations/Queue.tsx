import { Input, Segmented } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/types";
import { Failing } from "@/shared/ui/Failing";
import styles from "./Console.module.css";
import { QueueRow } from "./QueueRow";
import { SIDES, type Side, type useQueue } from "./useQueue";

interface Props {
  side: Side;
  onSide: (side: Side) => void;
  text: string;
  onText: (text: string) => void;
  lists: ReturnType<typeof useQueue>;
  current: number | undefined;
  typing: ReadonlySet<number>;
  to: (id: number) => string;
}

/** Who waits and whom I have, or one of the wider lists. */
export function Queue({ side, onSide, text, onText, lists, current, typing, to }: Props) {
  const { t } = useTranslation();
  const shown = SIDES.filter((one) => one !== "all" || side === "all");
  const rows = (items: readonly Conversation[] | undefined, empty: string, owner: boolean): ReactNode => (
    <>
      {items?.length === 0 && <p className={styles["none"]}>{empty}</p>}
      <ul>
        {items?.map((row) => (
          <QueueRow key={row.id} row={row} to={to(row.id)} here={row.id === current} typing={typing.has(row.id)} owner={owner} />
        ))}
      </ul>
    </>
  );
  const error = lists.desk ? (lists.waiting.error ?? lists.mine.error) : lists.wide.error;
  const retry = (): void => void Promise.all((lists.desk ? [lists.waiting, lists.mine] : [lists.wide]).map(({ refetch }) => refetch()));
  return (
    <nav className={styles["queue"]} aria-label={t("chat.queue")}>
      <div className={styles["tools"]}>
        <Segmented<Side> block size="small" aria-label={t("chat.sides")} value={side} onChange={onSide} options={shown.map((value) => ({ value, label: t(`chat.side.${value}`) }))} />
        <Input.Search size="small" allowClear placeholder={t("chat.search")} aria-label={t("chat.search")} value={text} onChange={(event) => onText(event.target.value)} />
      </div>
      <div className={styles["lists"]}>
        {error ? <Failing error={error} onRetry={retry} /> : null}
        {lists.desk ? (
          <>
            <h2>
              {t("chat.waiting")} <b>{lists.waiting.data?.items.length ?? ""}</b>
            </h2>
            {rows(lists.waiting.data?.items, t("chat.nobodyWaits"), false)}
            <h2>
              {t("chat.mine")} <b>{lists.mine.data?.items.length ?? ""}</b>
            </h2>
            {rows(lists.mine.data?.items, t("chat.noneOfMine"), false)}
          </>
        ) : (
          rows(lists.wide.data?.items, t("chat.noneHere"), true)
        )}
      </div>
    </nav>
  );
}
