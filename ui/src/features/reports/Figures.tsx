import { useTranslation } from "react-i18next";
import { Money } from "@/shared/ui/Money";
import { FigureLink } from "@/shared/ui/FigureLink";
import { absolute } from "@/shared/format";
import { useFormat } from "@/shared/useFormat";
import { figureName, recordsOf } from "./figures";
import type { Figure, Report } from "./types";
import styles from "./Reports.module.css";

export function FigureAmount({ unit, value }: { unit: string; value: number }) {
  const format = useFormat();
  if (unit === "money") return <Money minor={value} />;
  return <>{unit === "per_mille" ? format.percent(value / 1000) : format.count(value)}</>;
}

function Tile({ figure, report }: { figure: Figure; report: Report }) {
  const { t } = useTranslation();
  const shown = figure.kept ?? figure.now;
  return (
    <li className={styles["tile"]}>
      <span className={styles["tileName"]}>
        {figureName(t, figure)}
        {figure.whole_day && <small> {t("screens.reports.wholeDay")}</small>}
      </span>
      <FigureLink link={recordsOf(figure.code, report)} className={styles["tileValue"]}>
        <FigureAmount unit={figure.unit} value={shown} />
      </FigureLink>
      {figure.changed && (
        <span className={styles["tileNow"]}>
          {t("screens.reports.nowIs")} <FigureAmount unit={figure.unit} value={figure.now} />
        </span>
      )}
    </li>
  );
}

/** The figures of one block: as they were when it was handed in, and where they differ, as they are now. */
export function Figures({ codes, report }: { codes: readonly string[]; report: Report }) {
  const { t } = useTranslation();
  const found = codes.flatMap((code) => report.figures.find((figure) => figure.code === code) ?? []);
  if (found.length === 0) return <p className={styles["quiet"]}>{t("screens.reports.noFigures")}</p>;
  return (
    <>
      <ul className={styles["tiles"]}>
        {found.map((figure) => (
          <Tile key={figure.code} figure={figure} report={report} />
        ))}
      </ul>
      <p className={styles["quiet"]}>{report.figures_at ? t("screens.reports.asOf", { at: absolute(report.figures_at) }) : t("screens.reports.live")}</p>
    </>
  );
}
