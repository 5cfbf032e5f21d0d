import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failing } from "@/shared/ui/Failing";
import { useFormat } from "@/shared/useFormat";
import styles from "./Relation.module.css";

interface Props<Item> {
  title: string;
  /** Leads to all of them. */
  action?: ReactNode;
  items: readonly Item[] | undefined;
  /** How many there are in all, where it is known. */
  count?: { count?: number | null; count_capped?: boolean } | undefined;
  error?: unknown;
  empty: string;
  render: (item: Item) => ReactNode;
  /** Asks for the rest, where there is one. */
  more?: (() => void) | undefined;
}

/** Records that belong to this one, in short. */
export function Relation<Item extends { id: number }>({ title, action, items, count, error, empty, render, more }: Props<Item>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <header className={styles["head"]}>
        <h2>
          {title}
          {count?.count ? <small className={styles["count"]}>{format.cappedCount(count.count, count.count_capped ?? false)}</small> : null}
        </h2>
        {action}
      </header>
      {error ? <Failing error={error} /> : null}
      {!error && !items && <p className={styles["none"]}>{t("shell.loading")}</p>}
      {items?.length === 0 && <p className={styles["none"]}>{empty}</p>}
      <ul className={styles["list"]}>
        {items?.map((item) => (
          <li key={item.id}>{render(item)}</li>
        ))}
      </ul>
      {more && (
        <Button type="link" size="small" onClick={more}>
          {t("shell.list.more")}
        </Button>
      )}
    </section>
  );
}
