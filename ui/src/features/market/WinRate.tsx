import { useTranslation } from "react-i18next";
import type { CompetitorPageData } from "@/resource/market/market";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./MarketPages.module.css";

type Quarter = CompetitorPageData["quarters"][number];

/** Won and lost against them by quarter; each number opens its deals. */
export function WinRate({ page }: { page: CompetitorPageData }) {
  const { t } = useTranslation();
  const format = useFormat();
  const link = (quarter: Quarter, kind: "won" | "lost") => ({
    path: "/opportunities",
    params: { layout: "list", competitor_id: page.id, stage_kind: kind, closed_from: quarter.since, closed_to: quarter.until },
  });
  const spoken = page.quarters.filter(({ won, lost }) => won + lost > 0);
  if (spoken.length === 0) return <p className={styles["quiet"]}>{t("screens.market.page.noClosed")}</p>;
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {(["quarter", "won", "lost", "lostTo", "rate"] as const).map((key) => (
              <th key={key} scope="col">
                {t(`screens.market.page.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spoken.map((quarter) => (
            <tr key={quarter.first}>
              <th scope="row">{`${quarter.first.slice(0, 4)} Q${Math.ceil(Number(quarter.first.slice(5, 7)) / 3)}`}</th>
              <td>
                <FigureLink link={quarter.won ? link(quarter, "won") : null}>{quarter.won}</FigureLink>
              </td>
              <td>
                <FigureLink link={quarter.lost ? link(quarter, "lost") : null}>{quarter.lost}</FigureLink>
              </td>
              <td>
                <FigureLink link={quarter.lost_to_them ? { path: "/opportunities", params: { ...link(quarter, "lost").params, lost_to_id: page.id } } : null}>{quarter.lost_to_them}</FigureLink>
              </td>
              <td>{format.percent(quarter.won / (quarter.won + quarter.lost))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
