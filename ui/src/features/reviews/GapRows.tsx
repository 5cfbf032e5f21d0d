import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import { BaseFigure } from "./BaseFigure";
import type { Figures, GapRow } from "./reviewApi";
import styles from "./Reviews.module.css";
import { useFigures } from "./useFigures";

const PARTS = ["season", "quantity", "conversion", "amount"] as const;

const amountOf = (row: GapRow, part: string): number => row.parts.find((one) => one.part === part)?.amount ?? 0;

/** The same split for each person or source, those who lost most first. */
export function GapRows({ by, figures }: { by: "people" | "sources"; figures: Figures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { short } = useFigures(figures);
  const rows = figures.split[by];
  if (rows.length === 0) return null;
  const name = (row: GapRow): string => row.name || t(`screens.reviews.nameless.${by}`);
  return (
    <>
      <h2>{t(`screens.reviews.by.${by}`)}</h2>
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{t(`screens.reviews.byName.${by}`)}</th>
              <th scope="col">{t("screens.reviews.baseValue")}</th>
              <th scope="col">{t("screens.reviews.now")}</th>
              <th scope="col">{t("screens.reviews.deals")}</th>
              {PARTS.map((part) => (
                <th key={part} scope="col">
                  {enumText(t, "review_part", part)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={String(row.key)}>
                <th scope="row">{name(row)}</th>
                <td>
                  {row.key ? (
                    <BaseFigure split={figures.split} bases={row.bases ?? []} params={row.links.base} won money={short}>
                      {short(row.base_value)}
                    </BaseFigure>
                  ) : (
                    short(row.base_value)
                  )}
                </td>
                <td>
                  <FigureLink link={row.key ? { path: "/opportunities", params: { ...row.links.now, stage_kind: "won" } } : null}>{short(row.actual)}</FigureLink>
                </td>
                <td>
                  <FigureLink link={row.key ? { path: "/opportunities", params: row.links.now } : null}>{t("screens.reviews.wonOf", { won: format.count(row.won), decided: format.count(row.decided) })}</FigureLink>
                </td>
                {PARTS.map((part) => (
                  <td key={part}>{amountOf(row, part) === 0 ? "0" : short(-amountOf(row, part))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles["quiet"]}>{t("screens.reviews.rowsText")}</p>
    </>
  );
}
