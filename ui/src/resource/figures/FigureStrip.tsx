import { useTranslation } from "react-i18next";
import type { Figure } from "@/api/types";
import { grouped, type GroupName } from "./groups";
import styles from "./FigureStrip.module.css";
import { FigureValue, useFigureText } from "./FigureValue";

/** The figures that mean trouble when they are not zero. */
const TROUBLE = new Set(["leads_waiting", "contacts_overdue", "opportunities_late", "overdue_count", "overdue_amount"]);

function Beside({ figure }: { figure: Figure }) {
  const { t } = useTranslation();
  const text = useFigureText();
  const { unit, previous, part, whole } = figure;
  if (previous) return <small>{t("screens.figures.before", { value: text(unit, previous.value) })}</small>;
  if (part && whole) return <small>{t("screens.figures.of", { part: part.value, whole: whole.value })}</small>;
  return null;
}

interface Props {
  figures: readonly Figure[];
  only?: readonly GroupName[];
  /** Two beside each other, for a column at the side. */
  narrow?: boolean;
}

/** Figures in rows by what they are about; each opens exactly its records. */
export function FigureStrip({ figures, only, narrow = false }: Props) {
  const { t } = useTranslation();
  const groups = grouped(figures).filter(({ name }) => !only || only.includes(name));
  return groups.map((group) => (
    <section key={group.name} className={styles["group"]}>
      <h2>{t(`screens.figures.group.${group.name}`)}</h2>
      <Row figures={group.figures} narrow={narrow} />
    </section>
  ));
}

function Row({ figures, narrow }: { figures: readonly Figure[]; narrow: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className={styles["strip"]} data-narrow={narrow}>
      {figures.map((figure) => (
        <div key={figure.key} data-trouble={TROUBLE.has(figure.key) && (figure.value ?? 0) > 0}>
          <dt>{t(`enums.figure.${figure.key}`)}</dt>
          <dd>
            <FigureValue figure={figure} className={styles["value"]} />
            <Beside figure={figure} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
