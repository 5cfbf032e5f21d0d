import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { CompanyBoard } from "@/api/types";
import { useFigureText } from "@/resource/figures/FigureValue";
import { FigureLink, pathOf } from "@/shared/ui/FigureLink";
import { splitPath } from "@/shared/urlSearch";
import styles from "./Boards.module.css";

const ColumnChart = lazy(() => import("@/resource/charts/ColumnChart"));

type Line = CompanyBoard["trend"][number];

function LineChart({ line: { key, unit, points } }: { line: Line }) {
  const { t } = useTranslation();
  const text = useFigureText();
  const navigate = useNavigate();
  const open = (index: number): void => {
    const link = points[index]?.link;
    if (link) void navigate(splitPath(pathOf(link)) as never);
  };
  const columns = points.map(({ month, value }) => ({ name: t("screens.company.month", { n: Number(month.slice(5)) }), value, text: text(unit, value) }));
  return (
    <figure className={styles["chart"]}>
      <figcaption>{t(`enums.figure.${key}`)}</figcaption>
      <div>
        <Suspense>
          <ColumnChart columns={columns} label={t(`enums.figure.${key}`)} onOpen={open} />
        </Suspense>
      </div>
    </figure>
  );
}

/** A year by month: a chart per measure, and below all of it in numbers that open their records. */
export function Trend({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation();
  const text = useFigureText();
  const months = lines[0]?.points.map(({ month }) => month) ?? [];
  if (months.length === 0) return null;
  return (
    <section className={styles["trend"]}>
      <h2>{t("screens.company.trend")}</h2>
      <div className={styles["charts"]}>
        {lines.map((line) => (
          <LineChart key={line.key} line={line} />
        ))}
      </div>
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.company.trend")}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{t("screens.company.measure")}</th>
              {months.map((month) => (
                <th key={month} scope="col">
                  {month}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, unit, points }) => (
              <tr key={key}>
                <th scope="row">{t(`enums.figure.${key}`)}</th>
                {points.map(({ month, value, link }) => (
                  <td key={month} data-zero={value === 0}>
                    <FigureLink link={link}>{text(unit, value)}</FigureLink>
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
