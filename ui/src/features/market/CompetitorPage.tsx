import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { CardScore } from "@/resource/market/CardScore";
import type { CompetitorPageData } from "@/resource/market/market";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { CompetitorActions } from "./CompetitorActions";
import { FreshMerges } from "./FreshMerges";
import styles from "./MarketPages.module.css";
import { PriceChart } from "./PriceChart";
import { WinRate } from "./WinRate";

const TEXTS = ["about", "strengths", "weaknesses", "website"] as const;
type Deals = CompetitorPageData["won_from"];

function Profile({ page }: { page: CompetitorPageData }) {
  const { t } = useTranslation();
  const said = TEXTS.filter((name) => page[name] !== "");
  if (said.length === 0) return <p className={styles["quiet"]}>{t("screens.market.page.noProfile")}</p>;
  return (
    <dl>
      {said.map((name) => (
        <div key={name}>
          <dt>{t(`fields.competitor_profile.${name}`)}</dt>
          <dd>{page[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

function DealRows({ deals, none }: { deals: Deals; none: string }) {
  if (deals.length === 0) return <p className={styles["quiet"]}>{none}</p>;
  return (
    <ul className={styles["rows"]}>
      {deals.map((deal) => (
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

function Together({ page }: { page: CompetitorPageData }) {
  const { t } = useTranslation();
  const link = { path: "/opportunities", params: { layout: "list", competitor_id: page.id, stage_kind: "open" } };
  return (
    <>
      {page.together.count > 0 && (
        <p>
          <FigureLink link={link}>
            {t("screens.market.page.count")} <b>{page.together.count}</b>
          </FigureLink>
          {" · "}
          {t("screens.market.page.amount")} <b><Money minor={page.together.amount_minor} currency={page.currency} /></b>
        </p>
      )}
      <DealRows deals={page.together.deals} none={t("screens.market.page.noDeals")} />
    </>
  );
}

function Notes({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error } = $api.useQuery("get", "/api/v1/market-notes", { params: { query: { competitor_id: id, state: "standing", limit: 8, count: true } } }, { meta: live("market") });
  const all = (
    <FigureLink link={{ path: "/market", params: { competitor_id: id } }}>{t("screens.market.page.all")}</FigureLink>
  );
  return (
    <Relation
      title={t("screens.market.page.notes")}
      action={data?.items.length ? all : undefined}
      items={data?.items}
      count={data}
      error={error}
      empty={t("screens.market.page.noNotes")}
      render={(note) => (
        <>
          <PathLink to={`/market/${note.id}`}>{note.title}</PathLink>
          <div className={styles["quiet"]}>{[note.heard_on, t(`enums.note_certainty.${note.certainty}`), note.owner_name].filter(Boolean).join(" · ")}</div>
        </>
      )}
    />
  );
}

function Cards({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error } = $api.useQuery("get", "/api/v1/battle-cards", { params: { query: { competitor_id: id } } }, { meta: live("battle_card") });
  return (
    <Relation
      title={t("screens.market.tabs.cards")}
      items={data?.items}
      error={error}
      empty={t("screens.market.cards.none")}
      render={(card) => (
        <>
          <PathLink to={`/market/cards/${card.id}`}>{card.product_name ?? t("screens.market.cards.general")}</PathLink>
          <CardScore card={card} />
        </>
      )}
    />
  );
}

function Proposals({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/debriefs/lessons", { params: { query: { to: "card", competitor_id: id } } }, { meta: live("debrief") });
  if (!data?.items.length) return null;
  return (
    <Relation
      title={t("screens.market.page.proposals")}
      items={data.items}
      empty=""
      render={(lesson) => (
        <>
          <span>{lesson.text}</span>
          <div className={styles["quiet"]}>
            <PathLink to={`/debriefs/${lesson.debrief_id}`}>{lesson.debrief_title}</PathLink>
          </div>
        </>
      )}
    />
  );
}

/** All that is known of one competitor. */
export function CompetitorPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: page, error, refetch } = $api.useQuery("get", "/api/v1/competitors/{id}/market", { params: { path: { id: Number(id) } } }, { meta: live("competitor", "market", "opportunity") });
  if (error && !page) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!page) return <PageSkeleton />;
  return (
    <Page title={page.name} state={!page.active && <Mark>{t("screens.market.competitors.inactive")}</Mark>} actions={<CompetitorActions page={page} />}>
      <MarketTabs />
      <FreshMerges merges={page.merges} />
      {page.other_names.length > 0 && <p className={styles["quiet"]}>{t("screens.market.page.otherNames", { names: page.other_names.join(t("shell.enumerate")) })}</p>}
      <div className={styles["columns"]}>
        <div>
          <h2>{t("screens.market.page.profile")}</h2>
          <Profile page={page} />
          <h2>{t("screens.market.page.winRate")}</h2>
          <WinRate page={page} />
          <h2>{t("screens.market.page.together")}</h2>
          <Together page={page} />
          <h2>{t("screens.market.page.prices")}</h2>
          <PriceChart prices={page.prices} />
        </div>
        <div>
          <Notes id={page.id} />
          <Cards id={page.id} />
          {may("debrief.read") && <Proposals id={page.id} />}
          <h2>{t("screens.market.page.wonFrom")}</h2>
          <DealRows deals={page.won_from} none={t("screens.market.page.noWon")} />
        </div>
      </div>
    </Page>
  );
}
