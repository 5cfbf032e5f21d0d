import { Fragment, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { OnDay } from "@/shared/ui/When";
import { later } from "./later";
import styles from "./Workbench.module.css";

const DealMends = later(() => import("@/resource/deals/DealMends"));

const HOW_MANY = 8;

/** The largest open deals that slip, each with all that shows it. */
export function DealsAtRisk() {
  const { t } = useTranslation();
  const query = { at_risk_on: "today", sort: "-amount_minor", limit: HOW_MANY };
  const { data, error } = $api.useQuery("get", "/api/v1/opportunities", { params: { query } }, { meta: live("opportunity") });
  return (
    <Relation
      title={t("screens.company.atRisk")}
      action={<PathLink to="/opportunities?layout=list&at_risk_on=today&sort=-amount_minor">{t("screens.workbench.all")}</PathLink>}
      items={data?.items}
      count={data}
      error={error}
      empty={t("screens.workbench.noneAtRisk")}
      render={({ id, name, next_contact_at: planned, stage_name: stage, signals, expected_win_on: on, amount_minor: amount, currency, owner_name: owner }) => (
        <div className={styles["pair"]}>
          <span className={styles["what"]}>
            <PathLink to={`/opportunities/${id}`}>{name}</PathLink>
            <small>
              {owner} · {stage} {on && <>· <OnDay date={on} /></>}
              {signals.slice(0, 3).map(({ sign }) => (
                <Fragment key={sign}>
                  {" "}
                  <Mark tone="warn">{enumText(t, "slipping_sign", sign)}</Mark>
                </Fragment>
              ))}
            </small>
            <span className={styles["mends"]}>
              <Suspense>
                <DealMends id={id} title={name} planned={planned} signs={signals.slice(0, 3).map(({ sign }) => sign)} />
              </Suspense>
            </span>
          </span>
          <Money minor={amount} currency={currency} />
        </div>
      )}
    />
  );
}
