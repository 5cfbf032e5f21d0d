import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { DealTabs } from "@/resource/deals/DealTabs";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { live } from "@/shared/live/meta";
import { useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import type { Search } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Claims.module.css";
import { ClaimsTable } from "./ClaimsTable";

/** Where stages are ahead of their evidence, person by person and unit by unit. */
export function ClaimsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { permissions } = useMe();
  const search = useSearch({ strict: false }) as Search;
  const unit = Number(search["unit_id"]) || undefined;
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/opportunities/claims", { params: { query: { unit_id: unit } } }, { meta: live("opportunity") });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const { total, people, units, left_out: left } = data;
  const whose = unit ? { unit_id: unit } : {};
  const wide = permissions["opportunity.read"] !== "own";
  const title = (key: string): string => t(`screens.opportunity.claims.${key}`);
  return (
    <Page title={title("title")} state={t("screens.opportunity.claims.state", { open: total.open, ahead: total.ahead, sum: format.money(total.ahead_minor) })}>
      <DealTabs />
      {wide && (
        <div className={styles["filters"]}>
          <UnitPicker listWidth={280} placeholder={t("fields.opportunity.unit_id")} aria-label={t("fields.opportunity.unit_id")} value={unit ?? null} onChange={(id) => void navigate({ to: "/opportunities/claims", search: { unit_id: id ?? "" } as never, replace: true })} />
        </div>
      )}
      <p className={styles["quiet"]}>{title("about")}</p>
      {total.open === 0 ? (
        <Empty title={title("empty")} text={title("emptyText")} />
      ) : (
        <>
          <ClaimsTable title={title("people")} head={title("who")} by="owner_id" rows={people} total={total} whose={whose} />
          {left > 0 && <p className={styles["quiet"]}>{t("screens.opportunity.claims.left", { n: left })}</p>}
          {wide && <ClaimsTable title={title("units")} head={title("unit")} by="unit_id" rows={units} whose={{}} />}
          {total.other_currencies > 0 && <p className={styles["quiet"]}>{t("screens.opportunity.claims.elsewhere", { n: total.other_currencies })}</p>}
        </>
      )}
    </Page>
  );
}
