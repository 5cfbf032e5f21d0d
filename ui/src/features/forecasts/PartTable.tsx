import { useTranslation } from "react-i18next";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Money } from "@/shared/ui/Money";
import { openDeals, wonDeals, type Figures, type Forecast } from "./forecastApi";
import styles from "./Forecasts.module.css";
import { Grid } from "./Grid";

interface Row extends Figures {
  id: number | null;
  name: string;
  depth: number;
  whose: { owner_id?: number; unit_id?: number } | null;
}

const FIGURES = { weighted: "weighted_minor", unborn: "unborn_minor", worst: "low_minor", likely: "likely_minor", best: "high_minor" } as const;
const HEADINGS = ["name", "won", "open", "weighted", "unborn", "worst", "likely", "best"] as const;

/** The forecast by person or unit. What is won and open opens exactly its records. */
export function PartTable({ title, data, rows }: { title: string; data: Forecast; rows: readonly Row[] }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const headings = HEADINGS.filter((heading) => heading !== "unborn" || data.way === "timing");
  return (
    <section className={styles["part"]}>
      <h2>{title}</h2>
      <Grid
        headings={headings.map((heading) => t(`screens.forecast.${heading}`))}
        rows={rows.map((row) => ({
          key: row.id ?? 0,
          depth: row.depth,
          cells: [
            row.name || t("screens.forecast.nobody"),
            <FigureLink key="won" link={row.whose && row.won > 0 ? wonDeals(data, row.whose) : null}>
              <Money minor={row.won_minor} currency={data.currency} />
            </FigureLink>,
            <FigureLink key="open" link={row.whose && row.open > 0 ? openDeals(data, row.whose) : null}>
              <Money minor={row.open_minor} currency={data.currency} />
            </FigureLink>,
            ...headings.flatMap((heading) => (heading in FIGURES ? [<Money key={heading} minor={row[FIGURES[heading as keyof typeof FIGURES]]} currency={data.currency} />] : [])),
          ],
        }))}
      />
    </section>
  );
}
