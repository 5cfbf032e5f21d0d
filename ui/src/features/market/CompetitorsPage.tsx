import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { CompetitorTable } from "./CompetitorTable";
import styles from "./MarketPages.module.css";

/** Whom we meet in deals. */
export function CompetitorsPage() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/market/competitors", {}, { meta: live("competitor", "opportunity") });
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
          <CompetitorTable rows={rows ?? []} since={data.since} currency={data.currency} />
          <p className={styles["note"]}>{t("screens.market.competitors.lately")}</p>
        </>
      )}
    </Page>
  );
}
