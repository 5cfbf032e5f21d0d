import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Lead, RowResult } from "@/api/types";
import { AssignMany, useBulkOutcome } from "@/resource/table/AssignMany";
import { useMay } from "@/shared/session/session";
import { useTellFailure } from "@/shared/ui/useTell";
import { leads } from "./leadResource";

interface Props {
  rows: Lead[];
  onDone: () => void;
}

const assign = async (ids: number[], owner: number) =>
  must(await api.POST("/api/v1/leads/assignments", { body: { ids, owner_id: owner } })).results;

/** Claims one after the other: each may have been taken by somebody else meanwhile. */
async function claimEach(rows: readonly Lead[]): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const { id } of rows) {
    try {
      await api.POST("/api/v1/leads/{id}/claims", { params: { path: { id } } });
      results.push({ id, ok: true });
    } catch (error) {
      const { code, detail, unauthenticated } = asProblem(error);
      if (unauthenticated) throw error;
      results.push({ id, ok: false, code, detail });
    }
  }
  return results;
}

/** What may be done with many leads at once. */
export function BulkLeads({ rows, onDone }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const tell = useTellFailure();
  const { finish, dialog } = useBulkOutcome(leads, rows, onDone);
  const pooled = rows.every(({ owner_id: owner }) => owner === null);
  return (
    <>
      {may("lead.assign") && <AssignMany resource={leads} rows={rows} assign={assign} onDone={onDone} />}
      {may("lead.claim") && pooled && <Button onClick={() => void claimEach(rows).then(finish, tell)}>{t("screens.lead.claim.action")}</Button>}
      {dialog}
    </>
  );
}
