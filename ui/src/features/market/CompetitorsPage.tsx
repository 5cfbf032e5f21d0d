import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./MarketPages.module.css";

/** Whom we meet in deals. */
export function CompetitorsPage() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/competitors", {}, { meta: live("competitor") });
  const wanted = text.trim().toLowerCase();
  const rows = data?.items.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <Page title={t("screens.market.title")}>
      <MarketTabs />
      {error ? <Failing error={error} onRetry={() => void refetch()} /> : null}
      {!error && !data && <div className={styles["waiting"]} aria-busy="true" />}
      {data?.items.length === 0 && <Empty title={t("screens.market.competitors.none")} text={t("screens.market.competitors.noneText")} />}
      {data && data.items.length > 0 && (
        <>
          <div className={styles["tools"]}>
            <Input.Search value={text} onChange={(event) => setText(event.target.value)} placeholder={t("screens.market.competitors.search")} aria-label={t("screens.market.competitors.search")} style={{ maxWidth: 280 }} allowClear />
          </div>
          <ul className={styles["cards"]}>
            {rows?.map((row) => (
              <li key={row.id}>
                <PathLink to={`/market/competitors/${row.id}`} className={styles["tile"]}>
                  <strong>{row.name}</strong>
                  {!row.active && <Mark>{t("screens.market.competitors.inactive")}</Mark>}
                </PathLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
