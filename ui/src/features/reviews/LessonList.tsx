import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { enumText } from "@/resource/texts";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { lessonsQuery } from "./reviewApi";
import styles from "./Reviews.module.css";

const COLUMNS = ["text", "situation", "advice", "sop", "review_title", "owner_name", "created_at"];

/** Lessons marked as drafts of a procedure, with the review they come from. */
export function LessonList() {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error, isPending, refetch } = useQuery(lessonsQuery);
  if (isPending) return <div className={styles["waiting"]} aria-busy="true" />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Empty title={t("screens.reviews.noLessons")} text={t("screens.reviews.noLessonsText")} />;
  return (
    <>
      {may("review.export") && (
        <div className={styles["tools"]}>
          <ExportMenu kind="review_lesson" query={{}} columns={COLUMNS} />
        </div>
      )}
      <ul className={styles["points"]}>
        {data.map((lesson) => (
          <li key={lesson.id}>
            <div className={styles["what"]}>
              <b>{lesson.text}</b>
              {lesson.situation && <p>{t("screens.reviews.situation", { text: lesson.situation })}</p>}
              <p>{t("screens.reviews.advice", { text: lesson.advice })}</p>
              <small className={styles["quiet"]}>
                <PathLink to={`/reviews/${lesson.review_id}`}>{lesson.review_title}</PathLink>
                {lesson.owner_name && ` · ${lesson.owner_name}`}
              </small>
            </div>
            <Mark tone={lesson.sop === "offered" ? "good" : "accent"}>{enumText(t, "review_sop", lesson.sop)}</Mark>
          </li>
        ))}
      </ul>
    </>
  );
}
