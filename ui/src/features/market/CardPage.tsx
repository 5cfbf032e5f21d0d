import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { FilesPanel } from "@/resource/files/FilesPanel";
import { RecordFiles } from "@/resource/files/RecordFiles";
import { CardParts } from "@/resource/market/CardParts";
import { CardScore } from "@/resource/market/CardScore";
import type { BattleCard } from "@/resource/market/market";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { Timeline } from "@/resource/timeline/Timeline";
import type { Resource } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useRecord } from "@/resource/useRecord";
import { absolute } from "@/shared/format";
import { Failing } from "@/shared/ui/Failing";
import { Money } from "@/shared/ui/Money";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./MarketPages.module.css";

const WriteCard = lazy(() => import("./WriteCard"));

const RESOURCE: Resource<BattleCard> = {
  kind: "battle_card",
  fields: [],
  title: ({ title }) => title,
  list: () => Promise.resolve({ items: [], next: null }),
  get: async (id, signal) => must(await api.GET("/api/v1/battle-cards/{id}", { params: { path: { id } }, signal })),
};

function Editions({ card }: { card: BattleCard }) {
  const { t } = useTranslation();
  return card.editions.map((one) => (
    <details key={one.number} className={styles["edition"]}>
      <summary>
        {t("screens.market.cards.edition", { n: one.number })} · {t("screens.market.cards.by", { name: one.by_name ?? "—", at: absolute(one.at) })}
      </summary>
      <CardParts parts={one.parts} />
    </details>
  ));
}

function WonFrom({ card }: { card: BattleCard }) {
  const { t } = useTranslation();
  if (card.won_from.length === 0) return <p className={styles["quiet"]}>{t("screens.market.page.noWon")}</p>;
  return (
    <ul className={styles["rows"]}>
      {card.won_from.map((deal) => (
        <li key={deal.id}>
          <PathLink to={`/opportunities/${deal.id}`}>{deal.name}</PathLink>
          <span className={styles["quiet"]}>
            {deal.customer_name} · <Money minor={deal.amount_minor} currency={deal.currency} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** One battle card: what they claim, how we answer, whether it helps, its editions. */
export function CardPage() {
  const { t } = useTranslation();
  const act = useAct();
  const [editing, setEditing] = useState(false);
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: card, error, refetch } = useRecord(RESOURCE, Number(id));
  if (error && !card) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!card) return <PageSkeleton />;
  const review = (): void => act({ run: () => api.POST("/api/v1/battle-cards/{id}/reviews", { params: { path: { id: card.id } } }), done: "screens.market.cards.reviewed", touches: ["battle_card"] });
  const actions = card.actions.includes("edit") && (
    <>
      <Button onClick={review}>{t("screens.market.cards.review")}</Button>
      <Button type="primary" onClick={() => setEditing(true)}>
        {t("screens.market.cards.edit")}
      </Button>
    </>
  );
  return (
    <RecordFiles about={{ kind: "battle_card", id: card.id }} title={card.title}>
      <Page title={card.title} actions={actions}>
        <MarketTabs />
        <p className={styles["back"]}>
          <PathLink to={`/market/competitors/${card.competitor_id}`}>{card.competitor_name}</PathLink> · {card.product_name ?? t("screens.market.cards.general")}
        </p>
        <CardScore card={card} />
        <div className={styles["columns"]} style={{ paddingTop: 12 }}>
          <CardParts parts={card} />
          <div>
            <h2>{t("screens.market.page.wonFrom")}</h2>
            <WonFrom card={card} />
            <FilesPanel kind="battle_card" id={card.id} />
            <h2>{t("screens.market.cards.editions")}</h2>
            <Editions card={card} />
            <Timeline resource={RESOURCE} id={card.id} />
          </div>
        </div>
        <Suspense>{editing && <WriteCard card={card} onClose={() => setEditing(false)} />}</Suspense>
      </Page>
    </RecordFiles>
  );
}
