import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { absolute } from "@/shared/format";
import { Mark } from "@/shared/ui/Mark";
import { useFormat } from "@/shared/useFormat";
import styles from "./OpportunityRelations.module.css";

type Sign = Opportunity["slipping"][number];

/** What shows that an open deal slips, each sign with its figure; nothing when none does. */
export function Slipping({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (deal.slipping.length === 0) return null;
  const said = (sign: Sign): string => {
    if (sign === "no_contact" && !deal.last_contact_at) return t("screens.opportunity.slipping.never");
    return t(`screens.opportunity.slipping.${sign}`, {
      day: deal.expected_win_on,
      n: deal.pushes,
      sum: format.money(deal.amount_cut_minor, deal.currency),
      when: deal.last_contact_at ? absolute(deal.last_contact_at) : "",
    });
  };
  return (
    <section>
      <h2 className={styles["title"]}>{t("screens.opportunity.slipping.title")}</h2>
      <ul className={styles["signs"]}>
        {deal.slipping.map((sign) => (
          <li key={sign}>
            <Mark tone="warn">{said(sign)}</Mark>
          </li>
        ))}
      </ul>
    </section>
  );
}
