import { useTranslation } from "react-i18next";
import type { Figure } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import { grouped, type GroupName } from "./groups";
import styles from "./FigureStrip.module.css";
import { FigureValue, useFigureText } from "./FigureValue";

/** The figures that mean trouble when they are not zero. */
const TROUBLE = new Set([
  "leads_waiting",
  "leads_untouched",
  "contacts_overdue",
  "opportunities_late",
  "opportunities_slipping",
  "overdue_count",
  "overdue_amount",
]);

type Period = "month" | "quarter";

/** What the same days of the period before came to, and how much more or less it is now. */
function Before({ figure: { unit, value, previous }, period }: { figure: Figure; period: Period }) {
  const { t } = useTranslation();
  const text = useFigureText();
  const format = useFormat();
  if (!previous) return null;
  const change = previous.value > 0 && value !== null ? (value - previous.value) / previous.value : null;
  return (
    <small>
      <FigureLink link={previous.link}>{t(`screens.figures.before.${period}`, { value: text(unit, previous.value) })}</FigureLink>
      {change !== null && change !== 0 && ` ${change > 0 ? "+" : "−"}${format.percent(Math.abs(Math.round(change * 100)) / 100)}`}
    </small>
  );
}

function Beside({ figure, period }: { figure: Figure; period: Period }) {
  const { t } = useTranslation();
  const { previous, part, whole } = figure;
  if (previous) return <Before figure={figure} period={period} />;
  if (part && whole) return <small>{t("screens.figures.of", { part: part.value, whole: whole.value })}</small>;
  return null;
}

interface Props {
  figures: readonly Figure[];
  only?: readonly GroupName[];
  /** Two beside each other, for a column at the side. */
  narrow?: boolean;
  /** What the figures of the period go by. */
  period?: Period;
}

/** Figures in rows by what they are about; each opens exactly its records. */
export function FigureStrip({ figures, only, narrow = false, period = "month" }: Props) {
  const { t } = useTranslation();
  const groups = grouped(figures).filter(({ name }) => !only || only.includes(name));
  return groups.map((group) => (
    <section key={group.name} className={styles["group"]}>
      <h2>{group.name === "month" ? t(`screens.analytics.period.${period}`) : t(`screens.figures.group.${group.name}`)}</h2>
      <Row figures={group.figures} narrow={narrow} period={period} />
    </section>
  ));
}

function Row({ figures, narrow, period }: { figures: readonly Figure[]; narrow: boolean; period: Period }) {
  const { t } = useTranslation();
  return (
    <dl className={styles["strip"]} data-narrow={narrow}>
      {figures.map((figure) => (
        <div key={figure.key} data-trouble={TROUBLE.has(figure.key) && (figure.value ?? 0) > 0}>
          <dt>{t(`enums.figure.${figure.key}`)}</dt>
          <dd>
            <FigureValue figure={figure} className={styles["value"]} />
            <Beside figure={figure} period={period} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
