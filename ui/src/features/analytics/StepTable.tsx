import { useTranslation } from "react-i18next";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import type { Step } from "./useSteps";

interface Props {
  steps: readonly Step[];
  money?: boolean;
  days?: boolean;
}

/** The same steps as numbers, each a link to its records. */
export function StepTable({ steps, money = false, days = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("screens.analytics.step")}</th>
          <th scope="col">{t("screens.analytics.count")}</th>
          {money ? <th scope="col">{t("screens.analytics.amount")}</th> : <th scope="col">{t("screens.analytics.conversion")}</th>}
          {days && <th scope="col">{t("screens.analytics.days")}</th>}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.key}>
            <th scope="row">{step.name}</th>
            <td>
              <FigureLink link={step.link}>{format.count(step.count)}</FigureLink>
            </td>
            {money ? (
              <td>
                <FigureLink link={step.amountLink ?? null}>
                  <span title={format.moneyExact(step.amount ?? 0)}>{format.money(step.amount ?? 0)}</span>
                </FigureLink>
              </td>
            ) : (
              <td>{step.conversion === null || step.conversion === undefined ? "" : format.percent(step.conversion / 10_000)}</td>
            )}
            {days && <td>{step.days === null || step.days === undefined ? "" : format.decimal(step.days)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
