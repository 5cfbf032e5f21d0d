import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RowResult } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { RecordRow, Resource } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { BulkResults } from "./BulkResults";

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  rows: readonly Row[];
  assign: (ids: number[], owner: number) => Promise<readonly RowResult[]>;
  onDone: () => void;
}

/** What became of many at once: a word when all went well, else each refusal with its reason. */
export function useBulkOutcome<Row extends RecordRow>(resource: Resource<Row>, rows: readonly Row[], onDone: () => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [results, setResults] = useState<readonly RowResult[]>();
  const titles = new Map(rows.map((row) => [row.id, resource.title(row)]));
  const finish = (outcome: readonly RowResult[]): void => {
    refresh(resource.kind);
    if (outcome.some(({ ok }) => !ok)) return setResults(outcome);
    toast("good", t("shell.bulk.done", { n: outcome.length }));
    onDone();
  };
  const close = (): void => {
    setResults(undefined);
    onDone();
  };
  const dialog = results && <BulkResults results={results} titleOf={(id) => titles.get(id) ?? `#${id}`} onClose={close} />;
  return { finish, dialog };
}

/** Gives many records to one person. */
export function AssignMany<Row extends RecordRow>({ resource, rows, assign, onDone }: Props<Row>) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { finish, dialog } = useBulkOutcome(resource, rows, onDone);
  const ask: Question = {
    title: "shell.assign.title",
    ok: "shell.assign.ok",
    fields: [{ name: "owner_id", kind: "person", required: true }],
    submit: async ({ owner_id: owner }) => finish(await assign(rows.map(({ id }) => id), Number(owner))),
  };
  return (
    <>
      <Button type="primary" onClick={() => setQuestion(ask)}>
        {t("shell.assign.action")}
      </Button>
      <RecordDialog kind={resource.kind} question={question} touches={[resource.kind]} onClose={() => setQuestion(undefined)} />
      {dialog}
    </>
  );
}
