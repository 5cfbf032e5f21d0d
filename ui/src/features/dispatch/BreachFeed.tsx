import { useTranslation } from "react-i18next";
import type { BreachNews } from "@/api/types";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import styles from "./Desk.module.css";

/** What a breach cost, or why nothing. */
export function Cost({ breach: { level_before: before, level_after: after, waiver } }: { breach: Pick<BreachNews, "level_before" | "level_after" | "waiver"> }) {
  const { t } = useTranslation();
  if (after) return <Mark tone="bad">{t("screens.breach.lost", { before, after })}</Mark>;
  return waiver ? <Mark>{t(`enums.dispatch_waiver.${waiver}`)}</Mark> : null;
}

/** Clocks that have just run out, the newest first. */
export function BreachFeed({ breaches }: { breaches: readonly BreachNews[] }) {
  const { t } = useTranslation();
  const title = t("screens.dispatch.feed");
  return (
    <section className={styles["feed"]} aria-label={title}>
      <h2>{title}</h2>
      {breaches.length === 0 && <p className={styles["none"]}>{t("screens.dispatch.noBreaches")}</p>}
      <ul>
        {breaches.map((breach) => (
          <li key={breach.id}>
            <PathLink to={`/dispatch/breaches/${breach.id}`} draggable={false}>
              {t(`screens.breach.told.${breach.clock}`, { name: breach.owner_name, title: breach.lead_title ?? t("screens.dispatch.hidden") })}
            </PathLink>
            <span>
              <Cost breach={breach} />
              <small>
                <When at={breach.at} />
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
