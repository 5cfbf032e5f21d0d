import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { live } from "@/shared/live/meta";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import styles from "./Workbench.module.css";

const HOW_MANY = 8;

/** Leads given to a person that nobody has contacted yet, the oldest first. */
export function WaitingLeads({ owner }: { owner: number }) {
  const { t } = useTranslation();
  const query = { owner_id: owner, status: "assigned" as const, sort: "received_at", limit: HOW_MANY };
  const { data, error } = $api.useQuery("get", "/api/v1/leads", { params: { query } }, { meta: live("lead") });
  return (
    <Relation
      title={t("screens.workbench.waiting")}
      action={<PathLink to={`/leads?owner_id=${owner}&status=assigned&sort=received_at`}>{t("screens.workbench.all")}</PathLink>}
      items={data?.items}
      error={error}
      empty={t("screens.workbench.noWaiting")}
      render={({ id, name, company, phone, received_at: at }) => (
        <div className={styles["pair"]}>
          <span className={styles["what"]}>
            <PathLink to={`/leads/${id}`}>{name || company || phone}</PathLink>
            <small>{[company, phone].filter(Boolean).join(" · ")}</small>
          </span>
          <small>
            <When at={at} />
          </small>
        </div>
      )}
    />
  );
}
