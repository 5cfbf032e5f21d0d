import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Action } from "@/resource/detail/Actions";
import { Relation } from "@/resource/detail/Relation";
import { ResourceDetail, type DetailView } from "@/resource/detail/ResourceDetail";
import { FieldValue } from "@/resource/FieldValue";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { MarketNote } from "@/resource/market/market";
import { fieldOf } from "@/resource/table/tableColumns";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { notes } from "./noteResource";

const GROUPS = [
  { title: "screens.market.groups.what", names: ["text", "sort", "price_minor", "important", "retire_reason"] },
  { title: "screens.market.groups.where", names: ["source", "certainty", "heard_on", "owner_id", "created_at"] },
];

const show = (name: string, note: MarketNote) => <FieldValue field={fieldOf(notes.fields, name)} row={note} />;

const path = (id: number) => ({ params: { path: { id } } });

const retiring = ({ id }: MarketNote): Question => ({
  title: "screens.market.retire",
  ok: "screens.market.retire",
  done: "screens.market.retired",
  fields: [{ name: "reason", kind: "text", required: true, maxLength: 200 }],
  submit: ({ reason }) => api.POST("/api/v1/market-notes/{id}/retirements", { params: { path: { id } }, body: { reason: String(reason) } }),
});

function useView(): DetailView<MarketNote> {
  const { t } = useTranslation();
  return {
    mark: (note) => show("state", note),
    facts: (note) => [
      { label: t("fields.market.competitor"), value: note.competitor_id ? <PathLink to={`/market/competitors/${note.competitor_id}`}>{note.competitor_name}</PathLink> : note.product_name },
      { label: t("fields.market.sort"), value: show("sort", note) },
      { label: t("fields.market.certainty"), value: show("certainty", note) },
    ],
    groups: GROUPS,
  };
}

function About({ note }: { note: MarketNote }) {
  const { t } = useTranslation();
  const links = [
    ...(note.opportunity_id ? [{ id: 1, to: `/opportunities/${note.opportunity_id}`, text: note.opportunity_name }] : []),
    ...(note.customer_id ? [{ id: 2, to: `/customers/${note.customer_id}`, text: note.customer_name }] : []),
  ];
  return (
    <>
      <Relation title={t("screens.market.groups.about")} items={links} empty={t("screens.market.hidden")} render={({ to, text }) => <PathLink to={to}>{text}</PathLink>} />
      <Relation
        title={t("screens.market.opinions")}
        items={(note.opinions ?? []).map((one) => ({ ...one, id: one.user_id }))}
        empty={t("screens.market.noOpinions")}
        render={({ name, verdict }) => (
          <>
            {name} <Mark tone={verdict === "confirm" ? "good" : "warn"}>{enumText(t, "note_verdict", verdict)}</Mark>
          </>
        )}
      />
    </>
  );
}

/** One note: what was heard, what colleagues say of it, and its history. */
export function NotePage() {
  const { t } = useTranslation();
  const act = useAct();
  const view = useView();
  const [question, setQuestion] = useState<Question>();
  const judge = (note: MarketNote, verdict: "confirm" | "doubt" | null): void =>
    act({ run: () => api.PUT("/api/v1/market-notes/{id}/verdict", { ...path(note.id), body: { verdict } }), done: "screens.market.said", touches: ["market"] });
  const actionsOf = (note: MarketNote): Action[] => {
    const actions: Action[] = [];
    if (note.actions?.includes("judge")) {
      if (!note.my_verdict) {
        actions.push({ key: "confirm", primary: true, label: t("screens.market.confirm"), run: () => judge(note, "confirm") });
        actions.push({ key: "doubt", label: t("screens.market.doubt"), run: () => judge(note, "doubt") });
      } else actions.push({ key: "unsay", label: t("screens.market.unsay"), run: () => judge(note, null) });
    }
    if (note.actions?.includes("retire")) actions.push({ key: "retire", label: t("screens.market.retire"), run: () => setQuestion(retiring(note)) });
    if (note.actions?.includes("revive"))
      actions.push({ key: "revive", label: t("screens.market.revive"), run: () => act({ run: () => api.DELETE("/api/v1/market-notes/{id}/retirements", path(note.id)), done: "screens.market.revived", touches: ["market"] }) });
    return actions;
  };
  return (
    <>
      <ResourceDetail resource={notes} view={view} actions={actionsOf} relations={(note) => <About note={note} />} />
      <RecordDialog kind="market" question={question} touches={["market"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
