import { useTranslation } from "react-i18next";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import type { AgendaRow, Block } from "./meetingApi";
import styles from "./Meetings.module.css";

function useValue(): (row: AgendaRow) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ value, of, unit, currency }) => {
    if (value === null) return unit === "none" ? t("screens.meetings.open") : t("shell.none");
    const said = (amount: number): string => (unit === "money" ? format.money(amount, currency) : unit === "per_mille" ? format.percent(amount / 1000) : format.count(amount));
    return of === null ? said(value) : t("screens.meetings.of", { value: said(value), of: said(of) });
  };
}

const same = (one: AgendaRow, other: AgendaRow): boolean => one.code === other.code && one.name === other.name && one.label === other.label && one.path === other.path;

/** The figures of a block, each with the list behind it; beside them what they are by now. */
export function AgendaTable({ block, beside }: { block: Block; beside: Block | undefined }) {
  const { t } = useTranslation();
  const valueOf = useValue();
  if (block.rows.length === 0) return <p className={styles["quiet"]}>{t("screens.meetings.nothing")}</p>;
  const name = (row: AgendaRow): string => row.name || (row.label ? t(row.label) : t(`screens.meetings.row.${row.code}`));
  const recount = (row: AgendaRow): string => {
    const now = beside?.rows.find((one) => same(one, row));
    return now ? valueOf(now) : t("shell.none");
  };
  return (
    <table className={styles["table"]}>
      {beside && (
        <thead>
          <tr>
            <th scope="col">{t("screens.meetings.figure")}</th>
            <th scope="col">{t("screens.meetings.frozen")}</th>
            <th scope="col">{t("screens.meetings.recount")}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {block.rows.map((row) => (
          <tr key={`${row.code} ${row.name} ${row.label} ${row.path}`}>
            <th scope="row">{name(row)}</th>
            <td>
              <FigureLink link={row.path ? { path: row.path, params: row.params } : null}>{valueOf(row)}</FigureLink>
            </td>
            {beside && <td data-changed={valueOf(row) !== recount(row)}>{recount(row)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
