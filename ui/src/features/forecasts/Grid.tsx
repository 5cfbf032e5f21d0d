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
}

/** A table of figures, each row named by its first cell; on a phone it is moved by itself. */
export function Grid({ headings, rows, label }: Props) {
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]} aria-label={label}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
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
                <td key={headings[place + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
