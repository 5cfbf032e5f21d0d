import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldLabel } from "@/resource/texts";
import type { Field, RecordRow } from "@/resource/types";
import { CellEditor } from "./CellEditor";
import styles from "./Inline.module.css";
import { editAt, usePlace } from "./place";
import type { Save } from "./useInlineEdit";

interface Props<Row extends RecordRow> {
  kind: string;
  row: Row;
  field: Field;
  save: Save<Row>;
  /** One tap edits, as on a phone; else the table hears keys and double clicks. */
  tap?: boolean;
  children: ReactNode;
}

/** A cell that can be changed where it stands. The table hears its keys and clicks. */
export function EditableCell<Row extends RecordRow>({ kind, row, field, save, tap = false, children }: Props<Row>) {
  const place = usePlace(row.id, field.name);
  if (place) return <CellEditor key={place.refused?.text ?? ""} kind={kind} row={row} field={field} place={place} save={save} />;
  if (tap) {
    return (
      <Tapped kind={kind} id={row.id} name={field.name}>
        {children}
      </Tapped>
    );
  }
  return (
    <div className={styles["cell"]} data-cell={field.name} data-row={row.id} tabIndex={-1}>
      {children}
    </div>
  );
}

function Tapped({ kind, id, name, children }: { kind: string; id: number; name: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles["tap"]} data-cell={name} data-row={id} onClick={() => editAt({ id, name })}>
      {children}
      <span className="visually-hidden">{t("shell.detail.edit", { label: fieldLabel(t, kind, name) })}</span>
    </button>
  );
}
