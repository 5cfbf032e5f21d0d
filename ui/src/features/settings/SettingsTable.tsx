import type { ReactNode } from "react";
import { Empty } from "@/shared/ui/Empty";
import styles from "./Settings.module.css";

interface Props<Row> {
  /** Said while there is nothing. */
  none: string;
  headings: readonly string[];
  items: readonly Row[];
  row: (item: Row) => ReactNode;
}

/** A short list that an administrator keeps, with what can be done to each in the last column. */
export function SettingsTable<Row>({ none, headings, items, row }: Props<Row>) {
  if (items.length === 0) return <Empty title={none} />;
  return (
    <table className={styles["tokens"]}>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>{items.map(row)}</tbody>
    </table>
  );
}
