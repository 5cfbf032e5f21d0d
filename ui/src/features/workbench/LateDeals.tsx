import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { today } from "@/shared/days";
import { live } from "@/shared/live/meta";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { OnDay } from "@/shared/ui/When";
import styles from "./Workbench.module.css";

const HOW_MANY = 6;

/** Open deals whose expected day has passed. */
export function LateDeals({ owner }: { owner: number }) {
  const { t } = useTranslation();
  const yesterday = today(-1);
  const query = { owner_id: owner, stage_kind: "open" as const, win_to: yesterday, sort: "expected_win_on", limit: HOW_MANY };
  const { data, error } = $api.useQuery("get", "/api/v1/opportunities", { params: { query } }, { meta: live("opportunity") });
  return (
    <Relation
      title={t("screens.workbench.late")}
      action={<PathLink to={`/opportunities?layout=list&owner_id=${owner}&stage_kind=open&win_to=${yesterday}&sort=expected_win_on`}>{t("screens.workbench.all")}</PathLink>}
      items={data?.items}
      error={error}
      empty={t("screens.workbench.noLate")}
      render={({ id, name, stage_name: stage, expected_win_on: on, amount_minor: amount, currency }) => (
        <div className={styles["pair"]}>
          <span className={styles["what"]}>
            <PathLink to={`/opportunities/${id}`}>{name}</PathLink>
            <small>
              {stage} · <OnDay date={on} />
            </small>
          </span>
          <Money minor={amount} currency={currency} />
        </div>
      )}
    />
  );
}
