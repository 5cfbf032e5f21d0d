import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { CardParts } from "./CardParts";
import { CardScore } from "./CardScore";
import { CARD_LIVE, type DealCard, type DealRival } from "./market";
import styles from "./Market.module.css";

interface Props {
  deal: number;
  competitor: number;
  name: string;
  /** Whether this person may say if a card helped. */
  judges: boolean;
  onClose: () => void;
}

function Verdict({ deal, card }: { deal: number; card: DealCard }) {
  const { t } = useTranslation();
  const act = useAct();
  const say = (helped: boolean): void =>
    act({
      run: () =>
        api.PUT("/api/v1/opportunities/{id}/battle-cards/{card_id}/verdict", {
          params: { path: { id: deal, card_id: card.id } },
          body: { helped: card.said === helped ? null : helped },
        }),
      done: "screens.market.deal.thanks",
      touches: ["battle_card"],
    });
  return (
    <div className={styles["bar"]}>
      <span>{t("screens.market.deal.ask")}</span>
      <Button size="small" type={card.said === true ? "primary" : "default"} aria-pressed={card.said === true} onClick={() => say(true)}>
        {t("screens.market.deal.helped")}
      </Button>
      <Button size="small" type={card.said === false ? "primary" : "default"} aria-pressed={card.said === false} onClick={() => say(false)}>
        {t("screens.market.deal.notHelped")}
      </Button>
    </div>
  );
}

function Rival({ deal, rival, judges }: { deal: number; rival: DealRival; judges: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {rival.price && (
        <p>
          {t("screens.market.deal.price")}: <b><Money minor={rival.price.price_minor} currency={rival.price.currency} /></b>{" "}
          <span className={styles["quiet"]}>
            {rival.price.heard_on} · {enumText(t, "note_certainty", rival.price.certainty)}
          </span>
        </p>
      )}
      {rival.cards.length === 0 && <p className={styles["quiet"]}>{t("screens.market.deal.noCards")}</p>}
      {rival.cards.map((card) => (
        <article key={card.id} className={styles["card"]}>
          <h2>
            <PathLink to={`/market/cards/${card.id}`}>{card.title}</PathLink>
          </h2>
          <CardScore card={card} />
          <CardParts parts={card} />
          {judges && <Verdict deal={deal} card={card} />}
        </article>
      ))}
      <h3>{t("screens.market.page.notes")}</h3>
      {rival.notes.length === 0 && <p className={styles["quiet"]}>{t("screens.market.page.noNotes")}</p>}
      <ul className={styles["list"]}>
        {rival.notes.map((note) => (
          <li key={note.id}>
            <PathLink to={`/market/${note.id}`}>{note.title}</PathLink>
            <small className={styles["quiet"]}>
              {[enumText(t, "note_sort", note.sort), enumText(t, "note_certainty", note.certainty), note.heard_on].join(" · ")}
            </small>
          </li>
        ))}
      </ul>
      <p>
        <PathLink to={`/market/competitors/${rival.competitor_id}`}>{t("screens.market.deal.more")}</PathLink>
      </p>
    </>
  );
}

/** How to answer one rival of a deal: cards, what was heard lately, the last price. */
export default function RivalDrawer({ deal, competitor, name, judges, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/opportunities/{id}/battle-cards", { params: { path: { id: deal } } }, { meta: CARD_LIVE, staleTime: 60_000 });
  const rival = data?.items.find((one) => one.competitor_id === competitor);
  return (
    <Drawer open title={t("screens.market.deal.title", { name })} onClose={onClose} size={phone ? "100%" : 520}>
      {error ? <Failing error={error} onRetry={() => void refetch()} /> : null}
      {!error && !data && <p aria-busy="true">{t("shell.loading")}</p>}
      {rival && <Rival deal={deal} rival={rival} judges={judges} />}
    </Drawer>
  );
}
