import { useTranslation } from "react-i18next";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { useFormat } from "@/shared/useFormat";
import type { Figures, Review } from "./reviewApi";
import styles from "./Reviews.module.css";
import { useFigures } from "./useFigures";

const LINES = ["must", "stretch", "attained", "share", "gap", "forecast", "days"] as const;

function useLine(figures: Figures): (line: (typeof LINES)[number]) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const { short } = useFigures(figures);
  return (line) => {
    if (line === "share") return figures.share_bp === null ? t("shell.none") : format.percent(figures.share_bp / 10_000);
    if (line === "forecast") return figures.forecast ? short(figures.forecast.point) : t("shell.none");
    if (line === "days") return t("screens.reviews.daysDone", { done: figures.days_done, days: figures.days });
    return figures[line] === null ? t("shell.none") : short(figures[line]);
  };
}

/** Target, actual and forecast: as they were when the review was finished, and counted anew. */
export function FiguresStep({ review }: { review: Review }) {
  const { t } = useTranslation();
  const kept = review.figures ?? review.now;
  const shown = useLine(kept);
  const anew = useLine(review.now);
  return (
    <section className={styles["step"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.reviews.figure")}</th>
            <th scope="col">{review.figures ? t("screens.reviews.frozen") : t("screens.reviews.current")}</th>
            {review.figures && <th scope="col">{t("screens.reviews.recount")}</th>}
          </tr>
        </thead>
        <tbody>
          {LINES.map((line) => (
            <tr key={line}>
              <th scope="row">{t(`screens.reviews.line.${line}`)}</th>
              <td>{shown(line)}</td>
              {review.figures && <td data-changed={shown(line) !== anew(line)}>{anew(line)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles["quiet"]}>
        {t("screens.reviews.asOf")} <When at={kept.as_of} /> · <PathLink to={`/targets/${review.tree_id}/tracking?grain=${review.grain}`}>{t("screens.reviews.openTarget")}</PathLink>
      </p>
      {review.finishes.length > 0 && (
        <>
          <h2>{t("screens.reviews.history")}</h2>
          <ul className={styles["points"]}>
            {review.finishes.map((one) => (
              <li key={one.at}>
                <span className={styles["what"]}>
                  {t("screens.reviews.finishedBy", { name: one.by_name ?? t("shell.none") })} <When at={one.at} />
                  {one.reopened_at && ` · ${t("screens.reviews.reopenedBy", { name: one.reopened_by_name ?? t("shell.none"), reason: one.reason })}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
