import type { ReactNode } from "react";
import type { Field, RecordRow } from "@/resource/types";
import { CellEditor } from "./CellEditor";
import styles from "./Inline.module.css";
import { usePlace } from "./place";
import type { Save } from "./useInlineEdit";

interface Props<Row extends RecordRow> {
  kind: string;
  row: Row;
  field: Field;
  save: Save<Row>;
  children: ReactNode;
}

/** A cell that can be changed where it stands. The table hears its keys and clicks. */
export function EditableCell<Row extends RecordRow>({ kind, row, field, save, children }: Props<Row>) {
  const place = usePlace(row.id, field.name);
  if (place) return <CellEditor key={place.refused?.text ?? ""} kind={kind} row={row} field={field} place={place} save={save} />;
  return (
    <div className={styles["cell"]} data-cell={field.name} data-row={row.id} tabIndex={-1}>
      {children}
    </div>
  );
}
