import { useTranslation } from "react-i18next";
import { Mark } from "@/shared/ui/Mark";
import type { QuotaDay, QuotaMine } from "@/resource/quotas/quotas";
import { useView } from "./useView";
import styles from "./Quotas.module.css";

interface Props {
  mine: NonNullable<QuotaMine["mine"]>;
  days: readonly QuotaDay[];
  today: string;
  oneDay: boolean;
}

function sortOf({ day, workday, reached }: QuotaDay, today: string): "Reached" | "Missed" | "Off" | "Open" {
  if (reached) return "Reached";
  if (!workday) return "Off";
  return reached === false && day < today ? "Missed" : "Open";
}

/** The days of a week or a month, each reached, missed or off; a press opens it. */
export function DayStrip({ mine, days, today, oneDay }: Props) {
  const { t } = useTranslation();
  const { openDay } = useView();
  return (
    <section className={styles["strip"]} aria-label={t("screens.quotas.days")}>
      <p>
        {!oneDay && <span>{t("screens.quotas.reachedDays", { n: mine.days_reached, of: mine.days_judged })}</span>}
        {mine.streak > 0 && <Mark tone="good">{t("screens.quotas.streak", { n: mine.streak })}</Mark>}
      </p>
      {!oneDay && (
        <ol>
          {days.map((one) => {
            const sort = sortOf(one, today);
            return (
              <li key={one.day}>
                <button type="button" data-sort={sort} disabled={one.day > today} aria-label={t(`screens.quotas.day${sort}`, { day: one.day })} title={t(`screens.quotas.day${sort}`, { day: one.day })} onClick={() => openDay(one.day)}>
                  {Number(one.day.slice(8))}
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
