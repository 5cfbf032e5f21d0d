import { useTranslation } from "react-i18next";
import { listPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Grading.module.css";
import { useGradingFigures } from "./useGrading";

const WIDTH = 10; // points in one bar

/** The live leads by grade, each a link to them, and by points, with the thresholds drawn between. */
export function GradingFigures({ thresholds }: { thresholds: Readonly<Record<string, number>> }) {
  const { t } = useTranslation();
  const { data } = useGradingFigures();
  if (!data) return null;
  const most = Math.max(1, ...data.bars.map(({ count }) => count));
  const first = data.bars[0]?.from_points ?? 0;
  const last = data.bars[data.bars.length - 1]?.from_points ?? 0;
  const places = data.bars.length > 0 ? Array.from({ length: (last - first) / WIDTH + 1 }, (_, place) => first + place * WIDTH) : [];
  const counts = new Map(data.bars.map(({ from_points: from, count }) => [from, count]));
  const gradeAt = (points: number): string => ["A", "B", "C"].find((grade) => points >= (thresholds[grade] ?? Infinity)) ?? "D";
  return (
    <section aria-labelledby="grading-figures">
      <h2 id="grading-figures">{t("screens.grading.figures.heading")}</h2>
      <p className={styles["note"]}>{t("screens.grading.figures.total", { n: data.total, people: data.by_people })}</p>
      <ul className={styles["grades"]}>
        {data.grades.map(({ grade, count }) => (
          <li key={grade}>
            {grade ? <PathLink to={`${listPath("lead")}?grade=${grade}&live=true`}>{t("screens.grading.figures.grade", { grade })}</PathLink> : <span>{t("screens.grading.figures.ungraded")}</span>}
            <b>{count}</b>
          </li>
        ))}
      </ul>
      {places.length > 0 && (
        <ul className={styles["bars"]} aria-label={t("screens.grading.figures.bars")}>
          {places.map((from) => (
            <li key={from} title={t("screens.grading.figures.bar", { from, to: from + WIDTH - 1, n: counts.get(from) ?? 0 })}>
              <span className={styles["column"]} data-grade={gradeAt(from)} style={{ height: `${Math.round(((counts.get(from) ?? 0) / most) * 64)}px` }} />
              <span className={styles["from"]}>{from}</span>
              <span className={styles["letter"]}>{gradeAt(from)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
