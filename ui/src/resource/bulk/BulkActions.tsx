import { Button } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { RecordRow, Resource } from "@/resource/types";
import { useMay } from "@/shared/session/session";
import { useBulk } from "./bulk";

const EditMany = lazy(() => import("./EditMany"));

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  rows: Row[];
  onDone: () => void;
  /** What else this kind of record can have done to many. */
  children?: ReactNode;
}

/** What may be done with many records at once: given to somebody, changed, and what the kind adds. */
export function BulkActions<Row extends RecordRow>({ resource, rows, onDone, children }: Props<Row>) {
  const { t } = useTranslation();
  const may = useMay();
  const [question, setQuestion] = useState<Question>();
  const [editing, setEditing] = useState(false);
  const { change } = useBulk(resource, rows, onDone);
  const common = resource.fields.filter(({ name }) => resource.bulk?.fields.includes(name));
  const ask: Question = {
    title: "shell.assign.title",
    ok: "shell.assign.ok",
    fields: [{ name: "owner_id", kind: "person", required: true }],
    submit: ({ owner_id: owner }) => change({ owner_id: Number(owner) }),
  };
  return (
    <>
      {may(`${resource.kind}.assign`) && (
        <Button type="primary" onClick={() => setQuestion(ask)}>
          {t("shell.assign.action")}
        </Button>
      )}
      {may(`${resource.kind}.edit`) && <Button onClick={() => setEditing(true)}>{t("shell.bulk.edit.action")}</Button>}
      {children}
      <RecordDialog kind={resource.kind} question={question} touches={[resource.kind]} onClose={() => setQuestion(undefined)} />
      <Suspense>{editing && <EditMany kind={resource.kind} fields={common} count={rows.length} change={change} onClose={() => setEditing(false)} />}</Suspense>
    </>
  );
}
