import { useTranslation } from "react-i18next";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Money } from "@/shared/ui/Money";
import { openDeals, wonDeals, type Figures, type Forecast } from "./forecastApi";
import styles from "./Forecasts.module.css";

interface Row extends Figures {
  id: number | null;
  name: string;
  depth: number;
  whose: { owner_id?: number; unit_id?: number } | null;
}

const HEADINGS = ["name", "won", "open", "weighted", "worst", "likely", "best"] as const;

const FIGURES = ["weighted_minor", "low_minor", "likely_minor", "high_minor"] as const;

/** The forecast by person or unit. What is won and open opens exactly its records. */
export function PartTable({ title, data, rows }: { title: string; data: Forecast; rows: readonly Row[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section className={styles["part"]}>
      <h2>{title}</h2>
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              {HEADINGS.map((heading) => (
                <th key={heading} scope="col">
                  {t(`screens.forecast.${heading}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id ?? 0}>
                <th scope="row" style={{ paddingLeft: row.depth * 16 }}>
                  {row.name || t("screens.forecast.nobody")}
                </th>
                <td>
                  <FigureLink link={row.whose && row.won > 0 ? wonDeals(data, row.whose) : null}>
                    <Money minor={row.won_minor} currency={data.currency} />
                  </FigureLink>
                </td>
                <td>
                  <FigureLink link={row.whose && row.open > 0 ? openDeals(data, row.whose) : null}>
                    <Money minor={row.open_minor} currency={data.currency} />
                  </FigureLink>
                </td>
                {FIGURES.map((name) => (
                  <td key={name}>
                    <Money minor={row[name]} currency={data.currency} />
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
