import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { CardScore } from "@/resource/market/CardScore";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./MarketPages.module.css";

const WriteCard = lazy(() => import("./WriteCard"));

/** Battle cards, the most helpful first. */
export function CardsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [writing, setWriting] = useState(false);
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/battle-cards", {}, { meta: live("battle_card") });
  const create = may("market.manage") && (
    <Button type="primary" onClick={() => setWriting(true)}>
      {t("screens.market.cards.create")}
    </Button>
  );
  return (
    <Page title={t("screens.market.title")} actions={create}>
      <MarketTabs />
      {error ? <Failing error={error} onRetry={() => void refetch()} /> : null}
      {!error && !data && <div className={styles["waiting"]} aria-busy="true" />}
      {data?.items.length === 0 && <Empty title={t("screens.market.cards.none")} text={t("screens.market.cards.noneText")} action={create} />}
      <ul className={styles["cards"]} style={{ paddingTop: 12 }}>
        {data?.items.map((card) => (
          <li key={card.id}>
            <PathLink to={`/market/cards/${card.id}`} className={styles["tile"]}>
              <strong>{card.title}</strong>
              <CardScore card={card} />
            </PathLink>
          </li>
        ))}
      </ul>
      <Suspense>{writing && <WriteCard onClose={() => setWriting(false)} />}</Suspense>
    </Page>
  );
}
