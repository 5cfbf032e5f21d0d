import { useTranslation } from "react-i18next";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import type { Step } from "./useSteps";

interface Props {
  steps: readonly Step[];
  label: string;
  first?: string;
  money?: boolean;
  conversion?: boolean;
  stays?: boolean;
}

/** How much more or less than before; nothing where nothing was before. */
function Change({ now, before }: { now: number; before: number | null | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (before === null || before === undefined) return null;
  const sign = now > before ? "+" : now < before ? "−" : "±";
  return (
    <small className={styles["change"]} title={t("screens.analytics.before", { n: format.count(before) })}>
      {sign}
      {format.count(Math.abs(now - before))}
    </small>
  );
}

/** How long a stage was stayed in: on average, and within how many days half and most had left. */
function Stay({ stay }: { stay: NonNullable<Step["stay"]> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const within = (days: number | null): string => (stay.count === 0 ? "" : days === null ? t("screens.analytics.longer") : t("screens.analytics.within", { n: days }));
  return (
    <>
      <td>{stay.mean !== null && <FigureLink link={stay.link}>{format.decimal(stay.mean)}</FigureLink>}</td>
      <td>{within(stay.half)}</td>
      <td>{within(stay.most)}</td>
    </>
  );
}

/** The same steps as numbers, each a link to its records. */
export function StepTable({ steps, label, first, money = false, conversion = false, stays = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{first ?? t("screens.analytics.step")}</th>
            <th scope="col">{t("screens.analytics.count")}</th>
            {money && <th scope="col">{t("screens.analytics.amount")}</th>}
            {conversion && <th scope="col">{t("screens.analytics.conversion")}</th>}
            {stays && ["meanDays", "half", "most"].map((name) => <th key={name} scope="col">{t(`screens.analytics.${name}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.key}>
              <th scope="row">{step.name}</th>
              <td>
                <FigureLink link={step.link}>{format.count(step.count)}</FigureLink>
                <Change now={step.count} before={step.previous} />
              </td>
              {money && (
                <td>
                  <FigureLink link={step.amountLink ?? null}>
                    <span title={format.moneyExact(step.amount ?? 0)}>{format.money(step.amount ?? 0)}</span>
                  </FigureLink>
                </td>
              )}
              {conversion && <td>{step.conversion === null || step.conversion === undefined ? "" : format.percent(step.conversion / 10_000)}</td>}
              {stays && step.stay && <Stay stay={step.stay} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
