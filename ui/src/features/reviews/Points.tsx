import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { OnDay } from "@/shared/ui/When";
import type { Point } from "./reviewApi";
import styles from "./Reviews.module.css";

const TONES: Record<string, Tone> = { open: "accent", late: "bad", done: "good", offered: "good", draft: "accent" };

/** Causes, lessons or actions, one under the other, with what may be done to each. */
export function Points({ points, end }: { points: readonly Point[]; end?: (point: Point) => ReactNode }) {
  const { t } = useTranslation();
  return (
    <ul className={styles["points"]}>
      {points.map((point) => (
        <li key={point.id}>
          <div className={styles["what"]}>
            <b>{point.text}</b>
            {point.situation && <p>{t("screens.reviews.situation", { text: point.situation })}</p>}
            {point.advice && <p>{t("screens.reviews.advice", { text: point.advice })}</p>}
            <small className={styles["quiet"]}>
              {point.owner_name} {point.due_on && <OnDay date={point.due_on} />}
            </small>
          </div>
          {point.tag && <Mark>{enumText(t, "review_tag", point.tag)}</Mark>}
          {point.standing && <Mark tone={TONES[point.standing]}>{enumText(t, "review_action", point.standing)}</Mark>}
          {point.sop !== "none" && <Mark tone={TONES[point.sop]}>{enumText(t, "review_sop", point.sop)}</Mark>}
          {end?.(point)}
        </li>
      ))}
    </ul>
  );
}
