import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import { PathLink } from "@/shared/ui/PathLink";
import { PointList } from "./PointList";
import { Points } from "./Points";
import type { Review } from "./reviewApi";
import styles from "./Reviews.module.css";

const TOUCHES = ["review", "task"] as const;

function Ending({ review }: { review: Review }) {
  const { t } = useTranslation();
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const path = { params: { path: { id: review.id } } };
  const finish = (): void => act({ run: async () => must(await api.POST("/api/v1/reviews/{id}/finishes", path)), done: "screens.reviews.finished", touches: TOUCHES });
  const question: Question | undefined = asking
    ? {
        title: "screens.reviews.reopen",
        fields: [{ name: "reason", kind: "textarea", required: true, maxLength: 500 }],
        ok: "screens.reviews.reopen",
        submit: async (values, key) =>
          must(await api.POST("/api/v1/reviews/{id}/reopenings", { ...path, body: { reason: String(values["reason"] ?? "") }, headers: { "Idempotency-Key": key } as never })),
      }
    : undefined;
  return (
    <div className={styles["ending"]}>
      {review.actions.includes("finish") && (
        <>
          <p className={styles["quiet"]}>{t("screens.reviews.finishText")}</p>
          <Button type="primary" onClick={finish}>
            {t("screens.reviews.finish")}
          </Button>
        </>
      )}
      {review.actions.includes("reopen") && <Button onClick={() => setAsking(true)}>{t("screens.reviews.reopen")}</Button>}
      <RecordDialog kind="review" question={question} touches={TOUCHES} onClose={() => setAsking(false)} />
    </div>
  );
}

/** What became of last time's actions, and who does what until when. */
export function ActionsStep({ review }: { review: Review }) {
  const { t } = useTranslation();
  return (
    <section className={styles["step"]}>
      {review.before && (
        <>
          <h2>
            {t("screens.reviews.before")} · <PathLink to={`/reviews/${review.before.id}`}>{review.before.title}</PathLink>
          </h2>
          {review.before.actions.length > 0 ? <Points points={review.before.actions} /> : <p className={styles["quiet"]}>{t("screens.reviews.noBefore")}</p>}
        </>
      )}
      <h2>{t("screens.reviews.actions")}</h2>
      <PointList review={review} sort="action" />
      <Ending review={review} />
    </section>
  );
}
