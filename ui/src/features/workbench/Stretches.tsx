import { useTranslation } from "react-i18next";
import type { MoneyBoard } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Money } from "@/shared/ui/Money";
import { useFormat } from "@/shared/useFormat";
import styles from "./Boards.module.css";

type Stretch = MoneyBoard["ages"][number];

const short = (day: string): string => `${Number(day.slice(5, 7))}-${Number(day.slice(8))}`;

/** The days of a stretch in words: how late, or from when to when. */
function useDays(): (row: Stretch) => string {
  const { t } = useTranslation();
  return ({ key, first, last }) => {
    if (key.startsWith("late_")) return t(`screens.money.${key}`);
    if (key === "week_0") return t("screens.money.thisWeek");
    return first && last ? `${short(first)} – ${short(last)}` : t("screens.money.later");
  };
}

/** Money by stretches of days, as bars from zero; count and amount open their instalments. */
export function Stretches({ title, rows, alarm = false }: { title: string; rows: readonly Stretch[]; alarm?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = useDays();
  const most = Math.max(1, ...rows.map(({ amount_minor: amount }) => amount));
  return (
    <section>
      <header className={styles["head"]}>
        <h2>{title}</h2>
      </header>
      <ol className={styles["bars"]} data-alarm={alarm}>
        {rows.map((row) => (
          <li key={row.key}>
            <span>{days(row)}</span>
            <FigureLink link={row.amount_link} className={styles["bar"]}>
              {row.amount_minor > 0 && <i style={{ width: `${(row.amount_minor / most) * 100}%` }} />}
              <b>
                <Money minor={row.amount_minor} />
              </b>
            </FigureLink>
            <small>
              <FigureLink link={row.link}>{t("screens.money.lines", { n: format.count(row.count) })}</FigureLink>
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
