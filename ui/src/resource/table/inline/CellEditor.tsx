import { useState, type FocusEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { isBlank } from "@/resource/FieldValue";
import { FieldControl } from "@/resource/form/FieldControl";
import { fieldLabel } from "@/resource/texts";
import type { Field, RecordRow, Values } from "@/resource/types";
import styles from "./Inline.module.css";
import { savesAtOnce, valueIn } from "./editable";
import { cellAt, cellFrom, editAt, placeOf, type Place } from "./place";
import type { Save } from "./useInlineEdit";

interface Props<Row extends RecordRow> {
  kind: string;
  row: Row;
  field: Field;
  place: Place;
  save: Save<Row>;
}

const inPopup = (target: EventTarget | null): boolean => target instanceof Element && target.closest(".ant-select-dropdown, .ant-picker-dropdown") !== null;

/** One cell while it is edited: Enter saves, Escape leaves it as it was, Tab saves and goes on to the next. */
export function CellEditor<Row extends RecordRow>({ kind, row: present, field, place, save }: Props<Row>) {
  const { t } = useTranslation();
  // the record as it was when editing began: what others change meanwhile must come up as a conflict
  const [row] = useState(present);
  const values = row as unknown as Values;
  const before = valueIn(row, field);
  const [value, setValue] = useState(place.refused ? place.refused.value : before);
  const [text, setText] = useState(place.refused?.text ?? "");
  const label = fieldLabel(t, kind, field.name);
  const leave = (steps = 0): void => {
    const cell = cellAt(place.id, place.name);
    const next = cell && steps !== 0 ? cellFrom(cell, steps) : undefined;
    editAt(next ? placeOf(next) : undefined);
    if (!next) requestAnimationFrame(() => cellAt(place.id, place.name)?.focus());
  };
  const keep = (wanted: unknown, steps = 0): void => {
    const blank = isBlank(wanted);
    if (blank && (field.required || field.name === "owner_id")) return setText(t("shell.form.required"));
    leave(steps);
    if (wanted !== before && !(blank && isBlank(before))) save(row, field, wanted);
  };
  const change = (next: unknown): void => {
    setValue(next);
    setText("");
    if (savesAtOnce(field)) keep(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation(); // the table has keys of its own
    if (event.key === "Escape") leave();
    if (event.key === "Tab") {
      event.preventDefault();
      keep(value, event.shiftKey ? -1 : 1);
    }
    const picks = savesAtOnce(field) || field.multiple;
    if (event.key === "Enter" && !picks && !(field.kind === "textarea" && event.shiftKey)) {
      event.preventDefault();
      keep(value);
    }
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (currentTarget.contains(relatedTarget as Node | null) || inPopup(relatedTarget)) return;
    if (!savesAtOnce(field)) keep(value);
    else if (relatedTarget) leaveAlone(place);
  };
  const known = field.shown ? String(values[field.shown] ?? "") : undefined;
  return (
    // Enter, Escape and Tab reach this from the control inside
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div role="group" aria-label={label} className={styles["editor"]} data-cell={place.name} data-row={place.id} data-editing onKeyDown={onKeyDown} onBlur={onBlur}>
      <FieldControl field={field} value={value} onChange={change} known={known} autoFocus opened aria-label={label} />
      {text && (
        <span role="alert" className={styles["wrong"]}>
          {text}
        </span>
      )}
    </div>
  );
}

/** Somebody went elsewhere: nothing is saved, and the focus stays where they went. */
function leaveAlone(place: Place): void {
  const cell = cellAt(place.id, place.name);
  if (cell?.dataset["editing"] !== undefined) editAt(undefined);
}
