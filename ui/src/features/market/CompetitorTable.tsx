import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { FigureLink, type FigureTarget } from "@/shared/ui/FigureLink";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { useFormat } from "@/shared/useFormat";
import styles from "./MarketPages.module.css";

type Standings = components["schemas"]["CompetitorStandings"];
type Row = Standings["items"][number];

const COLUMNS = ["name", "open", "openAmount", "won", "lost", "rate", "met"] as const;
/** What a phone has no room for. */
const WIDE = new Set<string>(["openAmount", "met"]);

/** Each competitor with the deals we meet it in; a number opens them. */
export function CompetitorTable({ rows, since, currency }: { rows: readonly Row[]; since: string; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const link = (row: Row, kind: "open" | "won" | "lost", more = {}): FigureTarget | null =>
    row[kind] ? { path: "/opportunities", params: { layout: "list", competitor_id: row.id, stage_kind: kind, ...(kind !== "open" && { closed_from: since }), ...more } } : null;
  const figure = (row: Row, kind: "open" | "won" | "lost") => <FigureLink link={link(row, kind)}>{format.count(row[kind])}</FigureLink>;
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          {COLUMNS.map((key) => (
            <th key={key} scope="col" data-wide={WIDE.has(key)}>
              {t(`screens.market.competitors.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className={styles["who"]}>
              <PathLink to={`/market/competitors/${row.id}`}>{row.name}</PathLink> {!row.active && <Mark>{t("screens.market.competitors.inactive")}</Mark>}
            </th>
            <td>{figure(row, "open")}</td>
            <td data-wide>
              {row.open > 0 && (
                <FigureLink link={link(row, "open", { currency })}>
                  <Money minor={row.open_minor} currency={currency} />
                </FigureLink>
              )}
            </td>
            <td>{figure(row, "won")}</td>
            <td>{figure(row, "lost")}</td>
            <td>{row.won + row.lost > 0 && format.percent(row.won / (row.won + row.lost))}</td>
            <td data-wide>
              <When at={row.met_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
