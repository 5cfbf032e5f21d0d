import { useTranslation } from "react-i18next";
import type { ChatFigures } from "@/api/types";
import { PathLink } from "@/shared/ui/PathLink";
import { stringifySearch } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Console.module.css";
import { Waited } from "./Waited";

const all = (query: Record<string, unknown>): string => `/chats${stringifySearch({ side: "all", ...query })}`;

/** How it stands, in one line; each number opens what it counts. */
export function Head({ figures }: { figures: ChatFigures | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!figures) return null;
  const { waiting, waiting_since: since, answered, answered_soon: soon, soon: within, rated, stars, today_from: today, rated_from: month } = figures;
  return (
    <span className={styles["head"]}>
      <PathLink to="/chats">{t("chat.figures.waiting", { n: waiting })}</PathLink>
      {since && (
        <span>
          {t("chat.figures.longest")} <Waited since={since} />
        </span>
      )}
      {answered > 0 && <PathLink to={all({ wanted_from: today, answered_within: within })}>{t("chat.figures.soon", { percent: format.percent(soon / answered), n: within })}</PathLink>}
      {stars !== null && <PathLink to={all({ closed_from: month, rated: true })}>{t("chat.figures.stars", { stars, n: rated })}</PathLink>}
    </span>
  );
}
