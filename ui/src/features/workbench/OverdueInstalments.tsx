import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { live } from "@/shared/live/meta";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { OnDay } from "@/shared/ui/When";
import styles from "./Workbench.module.css";

const HOW_MANY = 10;

/** What customers should have paid already, the oldest first. */
export function OverdueInstalments({ unit }: { unit: number | undefined }) {
  const { t } = useTranslation();
  const query = { state: "overdue" as const, sort: "due_on", limit: HOW_MANY, unit_id: unit };
  const { data, error } = $api.useQuery("get", "/api/v1/instalments", { params: { query } }, { meta: live("instalment", "receipt", "contract") });
  return (
    <Relation
      title={t("screens.workbench.overdue")}
      action={<PathLink to={`/instalments?view=overdue${unit ? `&unit_id=${unit}` : ""}`}>{t("screens.workbench.all")}</PathLink>}
      items={data?.items}
      error={error}
      empty={t("screens.workbench.noOverdue")}
      render={({ contract_id: contract, contract_title: title, customer_name: customer, due_on: due, amount_minor: amount, paid_minor: paid, currency }) => (
        <div className={styles["pair"]}>
          <span className={styles["what"]}>
            <PathLink to={`/contracts/${contract}`}>{title}</PathLink>
            <small>
              {customer} · <OnDay date={due} />
            </small>
          </span>
          <Money minor={amount - paid} currency={currency} />
        </div>
      )}
    />
  );
}
