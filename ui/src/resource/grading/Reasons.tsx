import { useTranslation } from "react-i18next";
import type { GradingReason } from "@/api/types";
import styles from "./Reasons.module.css";

/** Why a lead has its grade: the points of each rule, and the words it heard, marked where they stand. */
export function Reasons({ reasons }: { reasons: readonly GradingReason[] }) {
  return (
    <ul className={styles["reasons"]}>
      {reasons.map((reason) => (
        <li key={`${reason.rule_id ?? ""}-${reason.name}`}>
          <b className={styles["points"]} data-sign={Math.sign(reason.points)}>
            {reason.grade || signed(reason.points)}
          </b>
          <div className={styles["said"]}>
            <span>{reason.name}</span>
            {reason.marks.length > 0 ? reason.marks.map((mark) => <Quote key={`${mark.source}-${mark.start}`} mark={mark} />) : <span className={styles["when"]}>{reason.when}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** +20, −15 with a true minus. */
export const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);

function Quote({ mark }: { mark: GradingReason["marks"][number] }) {
  const { t } = useTranslation();
  const [chars, end] = [[...mark.text], mark.at + mark.end - mark.start];
  return (
    <q className={styles["quote"]}>
      {chars.slice(0, mark.at).join("")}
      <mark data-denied={mark.denied} {...(mark.denied && { title: t("screens.grading.lead.denied") })}>
        {chars.slice(mark.at, end).join("")}
      </mark>
      {chars.slice(end).join("")}
    </q>
  );
}
