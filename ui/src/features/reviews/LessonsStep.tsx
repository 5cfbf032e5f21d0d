import { useTranslation } from "react-i18next";
import { PointList } from "./PointList";
import type { Review } from "./reviewApi";
import styles from "./Reviews.module.css";

/** What was learned; what may become a procedure says in which situation, and what to do. */
export function LessonsStep({ review }: { review: Review }) {
  const { t } = useTranslation();
  return (
    <section className={styles["step"]}>
      <p className={styles["quiet"]}>{t("screens.reviews.lessonsText")}</p>
      <PointList review={review} sort="lesson" />
    </section>
  );
}
