import { useTranslation } from "react-i18next";
import type { CompanyBoard } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Boards.module.css";

interface Props {
  steps: CompanyBoard["steps"];
  period: string;
}

/** How far the leads of the period came, as bars from zero; each opens its leads. */
export function ShortFunnel({ steps, period }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...steps.map(({ count }) => count));
  return (
    <section>
      <header className={styles["head"]}>
        <h2>{t("screens.company.funnel")}</h2>
        <PathLink to={`/analytics?period=${period}`}>{t("screens.company.wholeFunnel")}</PathLink>
      </header>
      <ol className={styles["bars"]}>
        {steps.map(({ key, count, link, conversion }) => (
          <li key={key}>
            <span>{t(`screens.analytics.leadStep.${key}`)}</span>
            <FigureLink link={link} className={styles["bar"]}>
              {count > 0 && <i style={{ width: `${(count / most) * 100}%` }} />}
              <b>{format.count(count)}</b>
            </FigureLink>
            <small>{conversion !== null && format.percent(conversion / 10_000)}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
