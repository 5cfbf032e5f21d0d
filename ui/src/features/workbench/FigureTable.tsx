import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TeamBoard } from "@/api/types";
import { FigureValue } from "@/resource/figures/FigureValue";
import { figureOf, ordered, pressed, type Order, type TableRow } from "./order";
import styles from "./Workbench.module.css";

/** What is no good sign when it is not zero. */
const TROUBLE = new Set(["leads_untouched", "contacts_overdue", "opportunities_slipping", "overdue_amount"]);

interface Props {
  title: string;
  /** What a row is. */
  head: string;
  columns: TeamBoard["columns"];
  rows: readonly TableRow[];
}

/** Rows of figures, to be sorted by any of them; every number opens its records. */
export function FigureTable({ title, head, columns, rows }: Props) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<Order>();
  if (rows.length === 0) return null;
  const sorting = (key: string) => (order?.column === key ? (order.descending ? "descending" : "ascending") : "none");
  return (
    <section className={styles["people"]}>
      <h2>{title}</h2>
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {columns.map(({ key }) => (
                <th key={key} scope="col" aria-sort={sorting(key)}>
                  <button type="button" onClick={() => setOrder(pressed(order, key))}>
                    {t(`enums.figure.${key}`)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered(rows, order).map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                {columns.map(({ key }) => {
                  const figure = figureOf(row, key);
                  return (
                    <td key={key} data-trouble={TROUBLE.has(key) && (figure?.value ?? 0) > 0} data-zero={!figure?.value}>
                      {figure && <FigureValue figure={figure} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
