import { useTranslation } from "react-i18next";
import styles from "./Grading.module.css";

export interface Month {
  month: string;
  count: number;
  said: number;
  true: number;
}

interface Props {
  /** The months that the model was tested on, and those that came after. */
  tested: readonly Month[];
  later: readonly Month[];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** What the model said would come, month by month, beside what came: where the two part, the market has moved on. */
export function GradingMonths({ tested, later }: Props) {
  const { t } = useTranslation();
  const months = [...tested, ...later.filter(({ month }) => !tested.some((one) => one.month === month))];
  if (months.length === 0) return null;
  const most = Math.max(0.01, ...months.flatMap((one) => [one.said, one.true]));
  const wide = (share: number): string => `${Math.round((share / most) * 100)}%`;
  return (
    <table className={styles["months"]}>
      <caption>{t("screens.grading.model.months")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("screens.grading.model.month")}</th>
          <th scope="col">{t("screens.grading.model.saidCame")}</th>
          <th scope="col">{t("screens.grading.model.said")}</th>
          <th scope="col">{t("screens.grading.model.came")}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, count, said, true: came }) => (
          <tr key={month}>
            <th scope="row">
              {month} <small>{t("screens.grading.model.leads", { n: count })}</small>
            </th>
            <td aria-hidden="true">
              <i className={styles["saidBar"]} style={{ width: wide(said) }} />
              <i className={styles["cameBar"]} style={{ width: wide(came) }} />
            </td>
            <td>{percent(said)}</td>
            <td>{percent(came)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
