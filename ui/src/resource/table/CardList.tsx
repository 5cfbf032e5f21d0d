import { Checkbox } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ConflictDialog } from "@/resource/detail/ConflictDialog";
import { isBlank } from "@/resource/FieldValue";
import { fieldLabel } from "@/resource/texts";
import type { Column, RecordRow, Resource, Values } from "@/resource/types";
import { recordPath } from "@/shared/records";
import { useMay } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./CardList.module.css";
import { EditableCell } from "./inline/EditableCell";
import { fieldBehind, isHidden, savesAtOnce } from "./inline/editable";
import { useInlineEdit, type Save } from "./inline/useInlineEdit";
import { Cell } from "./tableColumns";
import { usePress } from "./usePress";

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  rows: Row[];
  columns: readonly Column<Row>[];
  /** A tap chooses instead of opening. */
  choosing: boolean;
  selected: readonly number[];
  /** None: nothing can be done with many. */
  onSelect?: ((ids: readonly number[]) => void) | undefined;
}

interface CardProps<Row extends RecordRow> extends Pick<Props<Row>, "resource" | "columns" | "choosing"> {
  row: Row;
  chosen: boolean;
  onToggle?: (() => void) | undefined;
  save: Save<Row>;
}

/** Whether a card has anything to say of it; what a column draws itself is blank only where it is a list of nothing. */
const says = (value: unknown, drawn: boolean): boolean => (drawn ? !(Array.isArray(value) && value.length === 0) : !isBlank(value));

function Card<Row extends RecordRow>({ resource, row, columns, choosing, chosen, onToggle, save }: CardProps<Row>) {
  const { t } = useTranslation();
  const may = useMay();
  const press = usePress(onToggle, choosing);
  const path = resource.get ? recordPath(resource.kind, row.id) : null;
  const said = columns.filter(({ card, name, render }) => card && says((row as unknown as Values)[name], render !== undefined));
  const mark = said.find(({ card }) => card === "mark");
  const line = said.find(({ card }) => card === "line");
  const facts = said.filter(({ card }) => card === "fact");
  const title = resource.title(row);
  const show = (column: Column<Row>): ReactNode => {
    const cell = <Cell resource={resource} column={column} row={row} />;
    const field = choosing ? undefined : fieldBehind(resource, column, may);
    if (!field || !savesAtOnce(field) || isHidden(row, field)) return cell;
    return (
      <EditableCell kind={resource.kind} row={row} field={field} save={save} tap>
        {cell}
      </EditableCell>
    );
  };
  return (
    <li className={styles["card"]} data-choosing={choosing} data-chosen={chosen} {...press}>
      {choosing && (
        <Checkbox className={styles["choose"] ?? ""} checked={chosen} onChange={onToggle} aria-label={t("shell.list.choose", { title })} />
      )}
      <div inert={choosing}>
        <div className={styles["head"]}>
          {path ? <PathLink to={path} className={styles["title"]}>{title}</PathLink> : <b>{title}</b>}
          {mark && show(mark)}
        </div>
        {line && (
          <div className={styles["second"]}>
            <Cell resource={resource} column={line} row={row} />
          </div>
        )}
        <dl className={styles["facts"]}>
          {facts.map((column) => (
            <div key={column.name}>
              <dt>{fieldLabel(t, resource.kind, column.name)}</dt>
              <dd>{show(column)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  );
}

/** The list as cards, on a phone. A long press begins to choose; what is chosen from a list of values takes one tap. */
export function CardList<Row extends RecordRow>({ resource, rows, columns, choosing, selected, onSelect }: Props<Row>) {
  const { save, clash, leave } = useInlineEdit(resource);
  const toggle = (id: number): void => onSelect?.(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  return (
    <>
      <ul className={styles["list"]}>
        {rows.map((row) => (
          <Card key={row.id} resource={resource} row={row} columns={columns} choosing={choosing} chosen={selected.includes(row.id)} onToggle={onSelect && (() => toggle(row.id))} save={save} />
        ))}
      </ul>
      {clash && (
        <ConflictDialog
          resource={resource}
          conflicts={clash.conflicts}
          busy={false}
          onMine={() => save(clash.row, clash.field, clash.value, Object.fromEntries(clash.conflicts.map(({ field, theirs }) => [field, theirs])))}
          onTheirs={leave}
        />
      )}
    </>
  );
}
