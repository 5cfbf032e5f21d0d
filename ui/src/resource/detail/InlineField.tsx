import EditOutlined from "@ant-design/icons/EditOutlined";
import { Button } from "antd";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { FieldValue, isBlank } from "@/resource/FieldValue";
import { FieldControl } from "@/resource/form/FieldControl";
import { fieldLabel } from "@/resource/texts";
import type { Field, RecordRow, Resource, Values } from "@/resource/types";
import { useEditRecord } from "@/resource/useRecord";
import { problemText } from "@/shared/ui/problemText";
import { conflictsOf } from "./conflict";
import { ConflictDialog } from "./ConflictDialog";
import styles from "./FieldGroups.module.css";

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  row: Row;
  field: Field;
  revealed?: unknown;
  onReveal?: (() => void) | undefined;
}

const isLink = (target: EventTarget): boolean => target instanceof Element && target.closest("a") !== null;

/** One field of a record, changed where it stands: click or Enter to edit, Enter to save, Escape to leave. */
export function InlineField<Row extends RecordRow>({ resource, row, field, revealed, onReveal }: Props<Row>) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const label = fieldLabel(t, resource.kind, field.name);
  const values = { ...(row as unknown as Values), ...(!isBlank(revealed) && { [field.name]: revealed }) };
  const hidden = String(values[field.name] ?? "").includes("*");
  const editable = !field.readOnly && resource.edit !== undefined && (row.actions?.includes("edit") ?? false) && !hidden;
  const blank = isBlank(values[field.name]);
  if (blank && !editable) return null;
  const content = blank ? <span className={styles["blank"]}>{t("shell.none")}</span> : <FieldValue field={field} row={values} exact />;
  return (
    <div className={styles["field"]} data-field={field.name}>
      <span className={styles["label"]}>{label}</span>
      {editing && <Editor resource={resource} row={row} field={field} initial={values[field.name]} label={label} onClose={() => setEditing(false)} />}
      {!editing && (
        // the whole line can be pressed with the mouse; the keyboard has the button
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
        <div className={styles["value"]} data-editable={editable} onClick={(event) => editable && !isLink(event.target) && setEditing(true)}>
          {content}
          {editable && (
            <button type="button" className={styles["pencil"]} aria-label={t("shell.detail.edit", { label })} onClick={() => setEditing(true)}>
              <EditOutlined />
            </button>
          )}
          {hidden && onReveal && (
            <Button size="small" type="link" onClick={onReveal}>
              {t("shell.detail.reveal")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface EditorProps<Row extends RecordRow> extends Pick<Props<Row>, "resource" | "row" | "field"> {
  initial: unknown;
  label: string;
  onClose: () => void;
}

function Editor<Row extends RecordRow>({ resource, row, field, initial, label, onClose }: EditorProps<Row>) {
  const { t } = useTranslation();
  const [value, setValue] = useState(initial);
  // the record as it was when editing began: what others change meanwhile must come up as a conflict
  const [seen] = useState(row);
  const edit = useEditRecord(resource, seen);
  const problem = edit.error ? asProblem(edit.error) : null;
  const conflicts = problem ? conflictsOf(problem) : [];
  const save = (base?: Values): void => {
    if (value === initial && !base) return onClose();
    edit.mutate({ [field.name]: value, ...(base && { $base: base }) }, { onSuccess: onClose });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    const typed = event.target instanceof HTMLInputElement && field.kind !== "select" && field.kind !== "tags";
    if (event.key === "Enter" && typed && !event.nativeEvent.isComposing) save();
  };
  const known = field.shown ? String((row as unknown as Values)[field.shown] ?? "") : undefined;
  return (
    // Enter and Escape reach this from the control inside
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div role="group" aria-label={label} className={styles["editing"]} onKeyDown={onKeyDown}>
      <FieldControl field={field} value={value} onChange={setValue} known={known} autoFocus aria-label={label} />
      <div className={styles["buttons"]}>
        <Button size="small" type="primary" loading={edit.isPending} onClick={() => save()}>
          {t("shell.form.save")}
        </Button>
        <Button size="small" onClick={onClose}>
          {t("shell.form.cancel")}
        </Button>
      </div>
      {problem && conflicts.length === 0 && (
        <span role="alert" className={styles["wrong"]}>
          {problemText(problem, t)}
        </span>
      )}
      {conflicts.length > 0 && (
        <ConflictDialog
          resource={resource}
          conflicts={conflicts}
          busy={edit.isPending}
          onMine={() => save(Object.fromEntries(conflicts.map(({ field: name, theirs }) => [name, theirs])))}
          onTheirs={onClose}
        />
      )}
    </div>
  );
}
