import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { BulkAnswer, BulkRow, Lead } from "@/api/types";
import { useBulk } from "@/resource/bulk/bulk";
import { BulkActions } from "@/resource/bulk/BulkActions";
import { useMay } from "@/shared/session/session";
import { useTellFailure } from "@/shared/ui/useTell";
import { leads } from "./leadResource";

interface Props {
  rows: Lead[];
  onDone: () => void;
}

/** Claims one after the other: each may have been taken by somebody else meanwhile. */
async function claimEach(rows: readonly Lead[]): Promise<BulkAnswer> {
  const results: BulkRow[] = [];
  for (const { id } of rows) {
    try {
      await api.POST("/api/v1/leads/{id}/claims", { params: { path: { id } } });
      results.push({ id, ok: true, outcome: "done" });
    } catch (error) {
      const { code, detail, unauthenticated } = asProblem(error);
      if (unauthenticated) throw error;
      results.push({ id, ok: false, outcome: "refused", code, detail });
    }
  }
  return { id: null, results };
}

/** Hands them to the rules of dispatch; `left` is said of those that somebody has by now, or that wait already. */
async function giveByRules(rows: readonly Lead[], left: string): Promise<BulkAnswer> {
  const ids = rows.map(({ id }) => id);
  const { data } = await api.POST("/api/v1/dispatch/entries", { body: { lead_ids: ids } });
  const stayed = new Set(data?.left);
  const results = ids.map(
    (id): BulkRow => (stayed.has(id) ? { id, ok: false, outcome: "refused", code: "dispatch.left", detail: left } : { id, ok: true, outcome: "done" }),
  );
  return { id: null, results };
}

/** What may be done with many leads at once. */
export function BulkLeads({ rows, onDone }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const tell = useTellFailure();
  const { finish } = useBulk(leads, rows, onDone);
  const pooled = rows.every(({ owner_id: owner }) => owner === null);
  return (
    <BulkActions resource={leads} rows={rows} onDone={onDone}>
      {may("lead.claim") && pooled && <Button onClick={() => void claimEach(rows).then(finish, tell)}>{t("screens.lead.claim.action")}</Button>}
      {may("lead.assign") && pooled && (
        <Button onClick={() => void giveByRules(rows, t("screens.lead.byRules.left")).then(finish, tell)}>{t("screens.lead.byRules.action")}</Button>
      )}
    </BulkActions>
  );
}
