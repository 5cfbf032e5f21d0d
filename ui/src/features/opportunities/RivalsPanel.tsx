import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Competitor, Opportunity, Rival } from "@/api/types";
import { Relation } from "@/resource/detail/Relation";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { live } from "@/shared/live/meta";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { useMay } from "@/shared/session/session";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { THREATS } from "./opportunityResource";
import styles from "./OpportunityRelations.module.css";

const RivalDrawer = lazy(() => import("@/resource/market/RivalDrawer"));

const TONE: Record<Rival["threat"], Tone> = { unknown: "plain", weak: "good", equal: "warn", strong: "bad" };
const STANDING: readonly Field[] = [
  { name: "threat", kind: "select", enum: "threat", values: THREATS, chips: true, required: true },
  { name: "note", kind: "textarea", maxLength: 500 },
];

const adding = ({ id }: Opportunity, known: readonly Competitor[]): Question => ({
  title: "screens.opportunity.rivals.addTitle",
  ok: "screens.opportunity.rivals.add",
  fields: [
    { name: "name", kind: "text", suggest: { values: known.map(({ name }) => name) }, required: true, maxLength: 120, help: "screens.opportunity.rivals.nameHelp" },
    ...STANDING,
  ],
  initial: { threat: "unknown" },
  submit: ({ name, threat, note = "" }, key) =>
    api.POST("/api/v1/opportunities/{id}/competitors", {
      params: { path: { id } },
      body: { name: String(name), threat: threat as Rival["threat"], note: String(note) },
      headers: { "Idempotency-Key": key },
    }),
});

const editing = ({ id }: Opportunity, { id: rival, name, version, threat, note }: Rival): Question => ({
  title: "screens.opportunity.rivals.editTitle",
  named: { name },
  fields: STANDING,
  initial: { threat, note },
  submit: ({ threat: now, note: said = "" }) =>
    api.PATCH("/api/v1/opportunities/{id}/competitors/{rival_id}", {
      params: { path: { id, rival_id: rival } },
      body: { changes: { threat: now as Rival["threat"], note: String(said) }, base: { threat, note }, version },
    }),
});

function useRemove({ id }: Opportunity) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const renew = (): void => refresh("opportunity");
  return ({ id: rival, name, threat, note }: Rival): void => {
    const path = { id, rival_id: rival };
    const back = (): Promise<unknown> => api.POST("/api/v1/opportunities/{id}/competitors", { params: { path: { id } }, body: { name, threat, note } });
    const undo = { label: t("shell.undo"), key: true, run: () => void back().catch(tell).finally(renew) };
    void api
      .DELETE("/api/v1/opportunities/{id}/competitors/{rival_id}", { params: { path } })
      .then(() => toast("good", t("screens.opportunity.rivals.removed", { name }), undo))
      .catch(tell)
      .finally(renew);
  };
}

/** Who else bids for a deal, how each stands, and how many more there are. */
export function RivalsPanel({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const [answering, setAnswering] = useState<Rival>();
  const reads = useMay()("market.read");
  const may = deal.actions?.includes("edit") ?? false;
  const remove = useRemove(deal);
  const { data, error } = $api.useQuery("get", "/api/v1/opportunities/{id}/competitors", { params: { path: { id: deal.id } } }, { meta: { live: { kinds: ["opportunity"], id: deal.id } } });
  const { data: known } = $api.useQuery("get", "/api/v1/competitors", { params: { query: { active: true } } }, { enabled: may, staleTime: 60_000, meta: live("competitor") });
  const add = (
    <Button size="small" onClick={() => setQuestion(adding(deal, known?.items ?? []))}>
      {t("screens.opportunity.rivals.add")}
    </Button>
  );
  return (
    <>
      <Relation
        title={t("screens.opportunity.rivals.title")}
        action={may && add}
        items={data?.items}
        error={error}
        empty={t("screens.opportunity.rivals.none")}
        render={(rival: Rival) => (
          <div className={styles["rival"]}>
            <b>{rival.name}</b>
            <Mark tone={TONE[rival.threat]}>{enumText(t, "threat", rival.threat)}</Mark>
            {may && (
              <span className={styles["tools"]}>
                <Button size="small" type="text" icon={<EditOutlined />} aria-label={`${t("screens.opportunity.rivals.edit")} ${rival.name}`} onClick={() => setQuestion(editing(deal, rival))} />
                <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${t("screens.opportunity.rivals.remove")} ${rival.name}`} onClick={() => remove(rival)} />
              </span>
            )}
            {reads && (
              <Button size="small" type="link" aria-label={t("screens.market.deal.openOf", { name: rival.name })} onClick={() => setAnswering(rival)}>
                {t("screens.market.deal.open")}
              </Button>
            )}
            {rival.note && <p>{rival.note}</p>}
            {rival.entered_by && <small>{t("screens.opportunity.rivals.by", { name: rival.entered_by })}</small>}
          </div>
        )}
      />
      {deal.unnamed_rivals > 0 && <p className={styles["unnamed"]}>{t("screens.opportunity.rivals.unnamed", { n: deal.unnamed_rivals })}</p>}
      <Suspense>{answering && <RivalDrawer deal={deal.id} competitor={answering.competitor_id} name={answering.name} judges={may} onClose={() => setAnswering(undefined)} />}</Suspense>
      <RecordDialog kind="rival" question={question} touches={["opportunity"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
