import { useTranslation } from "react-i18next";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import type { Inviter } from "./eventApi";
import styles from "./Events.module.css";
import { Others } from "./Others";

const HEADINGS = ["inviter", "invited", "accepted", "attended", "deals", "signed"] as const;

/** Who invited, who came of them, and what they brought: the most who came first. */
export function InviterTable({ eventId, inviters }: { eventId: number; inviters: readonly Inviter[] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  if (inviters.length === 0) return <p className={styles["quiet"]}>{t("screens.salesEvents.board.noInviters")}</p>;
  const cell = (one: Inviter, name: "invited" | "accepted" | "attended", goal: number | null) => {
    const whose = one.user_id === null ? "walk_in=true" : `inviter=${one.user_id}`;
    const state = name === "invited" ? "" : `&state=${name}`;
    return (
      <td data-label={t(`screens.salesEvents.heading.${name}`)}>
        <PathLink to={`/sales-events/${eventId}?tab=guests&${whose}${state}`}>{count(one[name])}</PathLink>
        {goal !== null && <small> / {count(goal)}</small>}
      </td>
    );
  };
  const dealsOf = (one: Inviter): string => `/sales-events/${eventId}?tab=deals&inviter=${one.user_id ?? 0}`;
  return (
    <table className={styles["table"]} data-narrow="true">
      <thead>
        <tr>
          {HEADINGS.map((heading) => (
            <th key={heading} scope="col">
              {t(`screens.salesEvents.heading.${heading}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inviters.map((one) => (
          <tr key={one.user_id ?? 0}>
            <th scope="row">{one.user_name || t("screens.salesEvents.walkIn")}</th>
            {cell(one, "invited", one.goal_invited)}
            {cell(one, "accepted", null)}
            {cell(one, "attended", one.goal_attended)}
            <td data-label={t("screens.salesEvents.heading.deals")}>
              <PathLink to={dealsOf(one)}>{count(one.deals)}</PathLink>
            </td>
            <td data-label={t("screens.salesEvents.heading.signed")}>
              <PathLink to={dealsOf(one)}>
                <Money minor={one.signed_minor} />
                <Others figures={one} name="signed_minor" />
              </PathLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
