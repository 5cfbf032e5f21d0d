import type { ReactNode } from "react";
import styles from "./Forecasts.module.css";

export interface GridRow {
  key: string | number;
  /** The first cell names the row. */
  cells: readonly ReactNode[];
  depth?: number;
}

interface Props {
  headings: readonly string[];
  rows: readonly GridRow[];
  label?: string;
  /** Places of columns that hold words, not figures. */
  words?: readonly number[];
}

/** A table of figures, each row named by its first cell; on a phone it is moved by itself. */
export function Grid({ headings, rows, label, words }: Props) {
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]} aria-label={label}>
        <thead>
          <tr>
            {headings.map((heading, place) => (
              <th key={heading} scope="col" className={words?.includes(place) ? styles["words"] : undefined}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...cells], depth = 0 }) => (
            <tr key={key}>
              <th scope="row" style={depth > 0 ? { paddingLeft: depth * 16 } : undefined}>
                {name}
              </th>
              {cells.map((cell, place) => (
                <td key={headings[place + 1]} className={words?.includes(place + 1) ? styles["words"] : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
