import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { BodyOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { absolute } from "@/shared/format";
import { Failing } from "@/shared/ui/Failing";
import { Money } from "@/shared/ui/Money";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import { at, ITEMS, keyed, KIND, may, yieldQuery, type SalesEvent, type Yield } from "./eventApi";
import styles from "./Events.module.css";
import { InviterTable } from "./InviterTable";
import { Others } from "./Others";

const PIECES = ["invited", "attended", "deals"] as const;
const MONEY = ["signed_minor", "received_minor"] as const;
const COSTS = ["paid_minor", "per_invited_minor", "per_attended_minor", "per_deal_minor"] as const;
const LINKS: Readonly<Record<string, string>> = { invited: "tab=guests", attended: "tab=guests&state=attended", deals: "tab=deals", signed_minor: "tab=deals", received_minor: "tab=deals" };
type Figures = Yield["now"];

/** What it cost and what it brought: against the goals, as at close, by inviter, and beside earlier events of the kind. */
export function EventYield({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(yieldQuery(event.id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Results event={event} whole={data} />
      <div className={styles["columns"]}>
        <section aria-label={t("screens.salesEvents.yield.inviters")}>
          <h2>{t("screens.salesEvents.yield.inviters")}</h2>
          <InviterTable eventId={event.id} inviters={data.inviters} />
        </section>
        <Costs event={event} whole={data} />
      </div>
      <Earlier whole={data} />
    </>
  );
}

function Results({ event, whole }: { event: SalesEvent; whole: Yield }) {
  const { t } = useTranslation();
  const act = useAct();
  const { count } = useFormat();
  const frozen = whole.frozen as (Figures & { at: string }) | null;
  const recount = (): void => act({ run: () => api.POST("/api/v1/sales-events/{id}/recounts", { ...at(event.id), headers: keyed(crypto.randomUUID()) as never }), done: "screens.salesEvents.recounted", touches: [KIND] });
  const shown = (figures: Figures, name: (typeof PIECES | typeof MONEY | typeof COSTS)[number]) => (name.endsWith("_minor") ? <Money minor={figures[name]} /> : count(figures[name] ?? 0));
  const goalOf = (name: string): number | null => (whole.goals as Readonly<Record<string, number | null>>)[name] ?? null;
  return (
    <>
      <dl className={styles["tiles"]}>
        {[...PIECES, ...MONEY].map((name) => (
          <div key={name}>
            <dt>{t(`screens.salesEvents.yield.${name}`)}</dt>
            <dd>
              <PathLink to={`/sales-events/${event.id}?${LINKS[name]}`}>{shown(whole.now, name)}</PathLink>
              {(name === "signed_minor" || name === "received_minor") && <Others figures={whole.now} name={name} />}
              {goalOf(name) !== null && (
                <small>
                  {t("screens.salesEvents.yield.goal")} {name.endsWith("_minor") ? <Money minor={goalOf(name)} /> : count(goalOf(name) ?? 0)}
                </small>
              )}
              {frozen && frozen[name] !== whole.now[name] && (
                <small>
                  {t("screens.salesEvents.yield.atClose")} {shown(frozen, name)}
                </small>
              )}
            </dd>
          </div>
        ))}
        {COSTS.map((name) => (
          <div key={name}>
            <dt>{t(`screens.salesEvents.yield.${name}`)}</dt>
            <dd>{whole.now[name] === null ? "–" : <Money minor={whole.now[name]} />}</dd>
          </div>
        ))}
        <div>
          <dt>{t("screens.salesEvents.yield.return")}</dt>
          <dd>{times(whole.now.signed_return)}</dd>
        </div>
      </dl>
      {frozen && (
        <p className={styles["quiet"]}>
          {t("screens.salesEvents.yield.frozen", { at: absolute(frozen.at) })}{" "}
          {may(event, "recount") && (
            <Button size="small" onClick={recount}>
              {t("screens.salesEvents.recount")}
            </Button>
          )}
        </p>
      )}
    </>
  );
}

const times = (hundredths: number | null): string => (hundredths === null ? "–" : `${(hundredths / 100).toFixed(2)}×`);

function Costs({ event, whole }: { event: SalesEvent; whole: Yield }) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const adding: Question = {
    title: "screens.salesEvents.yield.addCost",
    fields: [
      { name: "item", kind: "select", enum: "sales_event_item", values: ITEMS, required: true },
      { name: "amount_minor", kind: "money", required: true },
      { name: "note", kind: "text", maxLength: 200 },
    ],
    submit: (values, key) => api.POST("/api/v1/sales-events/{id}/costs", { ...at(event.id), body: { note: "", ...values } as BodyOf<"/api/v1/sales-events/{id}/costs">, headers: keyed(key) as never }),
  };
  const remove = (cost: number): void => act({ run: () => api.DELETE("/api/v1/sales-events/{id}/costs/{cost_id}", { params: { path: { id: event.id, cost_id: cost } } }), done: "screens.salesEvents.yield.costRemoved", touches: [KIND] });
  const edits = may(event, "edit");
  return (
    <section aria-label={t("screens.salesEvents.yield.costs")}>
      <h2>{t("screens.salesEvents.yield.costs")}</h2>
      <ul className={styles["lines"]}>
        {event.campaign_id !== null && (
          <li>
            <span className={styles["what"]}>
              {t("screens.salesEvents.yield.spend")}
              <small>{event.campaign_name}</small>
            </span>
            <Money minor={whole.now.spend_minor} />
          </li>
        )}
        {whole.costs.map((cost) => (
          <li key={cost.id}>
            <span className={styles["what"]}>
              {enumText(t, "sales_event_item", cost.item)}
              <small>{[cost.note, cost.by_name, absolute(cost.at)].filter(Boolean).join(" · ")}</small>
            </span>
            <Money minor={cost.amount_minor} />
            {edits && (
              <Button size="small" type="text" onClick={() => remove(cost.id)}>
                {t("screens.salesEvents.yield.removeCost")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {whole.costs.length === 0 && <p className={styles["quiet"]}>{t("screens.salesEvents.yield.noCosts")}</p>}
      {edits && <Button onClick={() => setQuestion(adding)}>{t("screens.salesEvents.yield.addCost")}</Button>}
      <RecordDialog kind={KIND} question={question} touches={[KIND]} onClose={() => setQuestion(undefined)} />
    </section>
  );
}

function Earlier({ whole }: { whole: Yield }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  if (whole.earlier.length === 0) return null;
  return (
    <section aria-label={t("screens.salesEvents.yield.earlier")}>
      <h2>{t("screens.salesEvents.yield.earlier")}</h2>
      <table className={styles["table"]} data-narrow="true">
        <thead>
          <tr>
            {(["name", "invited", "attended", "deals", "signed", "paid", "return"] as const).map((heading) => (
              <th key={heading} scope="col">
                {t(`screens.salesEvents.heading.${heading}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {whole.earlier.map(({ id, name, starts_at: starts, figures }) => (
            <tr key={id}>
              <th scope="row">
                <PathLink to={`/sales-events/${id}?tab=yield`}>{name}</PathLink>
                <small>{absolute(starts).slice(0, 10)}</small>
              </th>
              {PIECES.map((piece) => (
                <td key={piece} data-label={t(`screens.salesEvents.heading.${piece}`)}>
                  <PathLink to={`/sales-events/${id}?${LINKS[piece]}`}>{count(figures[piece])}</PathLink>
                </td>
              ))}
              <td data-label={t("screens.salesEvents.heading.signed")}>
                <Money minor={figures.signed_minor} />
                <Others figures={figures} name="signed_minor" />
              </td>
              <td data-label={t("screens.salesEvents.heading.paid")}>
                <Money minor={figures.paid_minor} />
              </td>
              <td data-label={t("screens.salesEvents.heading.return")}>{times(figures.signed_return)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
