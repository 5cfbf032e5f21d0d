import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import type { Search } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import { Share } from "./Completeness";
import styles from "./Completeness.module.css";
import { CustomerTabs } from "./CustomerTabs";

const BY = ["person", "team"] as const;
type By = (typeof BY)[number];

/** Who has how many customers that lack something; every number opens them. */
export function CompletenessPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const by: By = search["by"] === "team" ? "team" : "person";
  const options = { meta: live("customer", "contact"), placeholderData: keepPreviousData };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/customer-completeness", { params: { query: { by } } }, options);
  const label = t("screens.customer.tabs.completeness");
  return (
    <Page title={t("shell.nav.customers")}>
      <CustomerTabs />
      <div className={styles["tools"]}>
        <Segmented<By> value={by} onChange={(next) => void navigate({ to: ".", search: { by: next } as never, replace: true })} options={BY.map((value) => ({ value, label: t(`screens.analytics.by.${value}`) }))} />
      </div>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <PageSkeleton />}
      {data?.rows.length === 0 && <Empty title={t("screens.customer.empty.title")} text={t("screens.customer.empty.text")} />}
      {data && data.rows.length > 0 && (
        <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
          <table className={styles["table"]}>
            <thead>
              <tr>
                <th scope="col">{t(`screens.analytics.head.${data.by}`)}</th>
                <th scope="col">{t("screens.customer.incomplete")}</th>
                <th scope="col">{t("screens.customer.complete")}</th>
                <th scope="col">{t("screens.customer.meanShare")}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map(({ id, name, complete, incomplete, percent, params }) => (
                <tr key={id ?? 0}>
                  <th scope="row">{name ?? t(`screens.analytics.none_${data.by}`)}</th>
                  <td>
                    <FigureLink link={{ path: "/customers", params: { ...params, complete: "false" } }}>{format.count(incomplete)}</FigureLink>
                  </td>
                  <td>
                    <FigureLink link={{ path: "/customers", params: { ...params, complete: "true" } }}>{format.count(complete)}</FigureLink>
                  </td>
                  <td>
                    <Share percent={percent} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  );
}
