import { useTranslation } from "react-i18next";
import type { Customer } from "@/api/types";
import { fieldLabel } from "@/resource/texts";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Completeness.module.css";

const OF_CONTACTS = new Set(["contact", "contact_phone", "contact_decider"]);

/** How much of what the company asks for is there. */
export function Share({ percent }: { percent: number }) {
  const format = useFormat();
  return (
    <span className={styles["share"]}>
      <span className={styles["bar"]} aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
      {format.percent(percent / 100)}
    </span>
  );
}

/** Opens the field where it stands on the page. */
function edit(name: string): void {
  const field = document.querySelector(`[data-field="${name}"]`);
  field?.scrollIntoView({ block: "center" });
  field?.querySelector("button")?.click();
}

interface Props {
  customer: Customer;
  onAssign: () => void;
}

/** How complete a customer is, and what is missing, each where it can be filled in. */
export function Completeness({ customer: { id, completeness, missing, actions }, onAssign }: Props) {
  const { t } = useTranslation();
  const may = actions?.includes("edit") ?? false;
  const word = (fact: string): string => (OF_CONTACTS.has(fact) || fact === "owner" ? t(`enums.customer_fact.${fact}`) : fieldLabel(t, "customer", fact));
  const way = (fact: string) => {
    if (!may || (fact === "owner" && !actions?.includes("assign"))) return word(fact);
    if (OF_CONTACTS.has(fact)) return <PathLink to={fact === "contact" ? `/contacts?new=1&with_customer_id=${id}` : `/contacts?customer_id=${id}`}>{word(fact)}</PathLink>;
    return (
      <button type="button" onClick={() => (fact === "owner" ? onAssign() : edit(fact))}>
        {word(fact)}
      </button>
    );
  };
  return (
    <div className={styles["line"]}>
      <span>{t("fields.customer.completeness")}</span>
      <Share percent={completeness} />
      {missing.length > 0 && (
        <span className={styles["missing"]}>
          {t("screens.customer.missing")}
          {missing.map((fact) => (
            <span key={fact}>{way(fact)}</span>
          ))}
        </span>
      )}
    </div>
  );
}
