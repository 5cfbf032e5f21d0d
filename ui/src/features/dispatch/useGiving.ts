import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf, CaseCard } from "@/api/types";
import { useBulk } from "@/resource/bulk/bulk";
import { useTakeBack } from "@/resource/bulk/takeBack";
import type { RecordRow, Resource } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

interface Lead extends RecordRow {
  owner_id: number | null;
  title: string;
}

/** Leads as they stand on the desk: enough to give many of them away at once. */
const leads: Resource<Lead> = {
  kind: "lead",
  fields: [],
  title: ({ title }) => title,
  list: () => Promise.reject(new Error("the desk has its own list")),
  bulk: { fields: [], apply: async (body) => must(await api.POST("/api/v1/leads/bulk-edits", { body: body as BodyOf<"/api/v1/leads/bulk-edits"> })) },
};

const rowOf = ({ lead_id: id, owner_id, title }: CaseCard): Lead => ({ id, owner_id, title: title ?? `#${id}` });

/** Gives one lead or several to somebody, with the way back. */
export function useGiving(chosen: readonly CaseCard[], onDone: () => void) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const backOf = useTakeBack();
  const { change } = useBulk(leads, chosen.map(rowOf), onDone);
  const one = async (card: CaseCard, owner: number, name?: string): Promise<void> => {
    const answer = must(await api.POST("/api/v1/leads/{id}/assignments", { params: { path: { id: card.lead_id } }, body: { owner_id: owner } }));
    refresh("lead", "case", "employee");
    const title = card.title ?? `#${card.lead_id}`;
    toast("good", t("screens.dispatch.given", { title, name: name ?? answer.owner_name ?? "" }), backOf("lead", answer));
  };
  const many = (owner: number): Promise<void> => change({ owner_id: owner });
  /** A card dropped on a person: those chosen go along with one of them. */
  const drop = (card: CaseCard, owner: number, name: string): void => {
    const along = chosen.length > 1 && chosen.some(({ id }) => id === card.id);
    void (along ? many(owner) : one(card, owner, name)).catch(tell);
  };
  return { one, many, drop };
}
