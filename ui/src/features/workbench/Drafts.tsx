import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { live } from "@/shared/live/meta";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import styles from "./Workbench.module.css";

const HOW_MANY = 8;

/** Contracts that nobody has decided on yet, the longest waiting first. */
export function Drafts({ unit }: { unit: number | undefined }) {
  const { t } = useTranslation();
  const query = { status: ["draft" as const], sort: "created_at", limit: HOW_MANY, unit_id: unit };
  const { data, error } = $api.useQuery("get", "/api/v1/contracts", { params: { query } }, { meta: live("contract") });
  return (
    <Relation
      title={t("screens.money.drafts")}
      action={<PathLink to={`/contracts?view=all&status=draft&sort=created_at${unit ? `&unit_id=${unit}` : ""}`}>{t("screens.workbench.all")}</PathLink>}
      items={data?.items}
      count={data}
      error={error}
      empty={t("screens.money.noDrafts")}
      render={({ id, title, customer_name: customer, owner_name: owner, created_at: at, amount_minor: amount, currency }) => (
        <div className={styles["pair"]}>
          <span className={styles["what"]}>
            <PathLink to={`/contracts/${id}`}>{title}</PathLink>
            <small>
              {[customer, owner].filter(Boolean).join(" · ")} · <When at={at} />
            </small>
          </span>
          <Money minor={amount} currency={currency} />
        </div>
      )}
    />
  );
}
