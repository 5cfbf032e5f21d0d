import { useTranslation } from "react-i18next";
import type { Compliance, Tally } from "@/api/types";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Compliance.module.css";
import { COLUMNS, linkOf, textOf, TROUBLE, valueOf, type Column } from "./tallies";

interface CellProps {
  board: Compliance;
  tally: Tally;
  column: Column;
  whose: { owner_id: number } | { unit_id: number };
}

/** One number; it opens what it counts. */
export function TallyCell({ board, tally, column, whose }: CellProps) {
  const { t } = useTranslation();
  const { percent } = useFormat();
  const value = valueOf(tally, column);
  const text = textOf(tally, column, percent);
  const link = value ? linkOf(board, column, whose) : null;
  const why = column === "waived" ? tally.waived.map(({ waiver, n }) => `${t(`enums.dispatch_waiver.${waiver}`)} ${n}`).join(t("shell.enumerate")) : undefined;
  return (
    <span data-trouble={TROUBLE.has(column) && (value ?? 0) > 0} data-zero={!value} title={why}>
      {link ? <PathLink to={link}>{text}</PathLink> : text}
    </span>
  );
}

interface Props {
  board: Compliance;
  title: string;
  head: string;
  by: "owner_id" | "unit_id";
  rows: readonly (Tally & { id: number; name: string })[];
}

/** How everybody, or every unit, kept their clocks. */
export function TallyTable({ board, title, head, by, rows }: Props) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section className={styles["table"]} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles["scroll"]}>
        <table>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {t(`screens.compliance.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                {COLUMNS.map((column) => (
                  <td key={column}>
                    <TallyCell board={board} tally={row} column={column} whose={by === "owner_id" ? { owner_id: row.id } : { unit_id: row.id }} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
