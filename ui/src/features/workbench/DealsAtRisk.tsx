import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { OnDay } from "@/shared/ui/When";
import styles from "./Workbench.module.css";

const HOW_MANY = 6;

/** Open deals that slip, the soonest expected first, each with its gravest sign. */
export function DealsAtRisk({ owner }: { owner: number }) {
  const { t } = useTranslation();
  const query = { owner_id: owner, slipping_on: "today", sort: "expected_win_on", limit: HOW_MANY };
  const { data, error } = $api.useQuery("get", "/api/v1/opportunities", { params: { query } }, { meta: live("opportunity") });
  return (
    <Relation
      title={t("screens.workbench.atRisk")}
      action={<PathLink to={`/opportunities?layout=list&owner_id=${owner}&slipping_on=today&sort=expected_win_on`}>{t("screens.workbench.all")}</PathLink>}
      items={data?.items}
      error={error}
      empty={t("screens.workbench.noneAtRisk")}
      render={({ id, name, stage_name: stage, slipping: [sign], expected_win_on: on, amount_minor: amount, currency }) => (
        <div className={styles["pair"]}>
          <span className={styles["what"]}>
            <PathLink to={`/opportunities/${id}`}>{name}</PathLink>
            <small>
              {stage} · {on && <OnDay date={on} />} {sign && <Mark tone="warn">{enumText(t, "slipping_sign", sign)}</Mark>}
            </small>
          </span>
          <Money minor={amount} currency={currency} />
        </div>
      )}
    />
  );
}
