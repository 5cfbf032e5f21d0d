import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failing } from "@/shared/ui/Failing";
import styles from "./Relation.module.css";

interface Props<Item> {
  title: string;
  /** Leads to all of them. */
  action?: ReactNode;
  items: readonly Item[] | undefined;
  error?: unknown;
  empty: string;
  render: (item: Item) => ReactNode;
}

/** Records that belong to this one, in short. */
export function Relation<Item extends { id: number }>({ title, action, items, error, empty, render }: Props<Item>) {
  const { t } = useTranslation();
  return (
    <section>
      <header className={styles["head"]}>
        <h2>{title}</h2>
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
    </section>
  );
}
