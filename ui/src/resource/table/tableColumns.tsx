import type { TableColumnType } from "antd";
import type { TFunction } from "i18next";
import { FieldValue } from "@/resource/FieldValue";
import { sortOrder } from "@/resource/listState";
import { fieldLabel } from "@/resource/texts";
import type { Column, Field, RecordRow, Resource, Values } from "@/resource/types";
import { CellLink } from "@/shared/ui/CellLink";
import { recordPath } from "@/shared/records";
import { EditableCell } from "./inline/EditableCell";
import { fieldBehind, isHidden } from "./inline/editable";
import type { Save } from "./inline/useInlineEdit";

const RIGHT = new Set(["money", "number", "decimal"]);

export const fieldOf = (fields: readonly Field[], name: string): Field =>
  fields.find((field) => field.name === name) ?? { name, kind: "text" };

/** A column's content in a row: its own way, or the field's. */
export function Cell<Row extends RecordRow>({ resource, column, row }: { resource: Resource<Row>; column: Column<Row>; row: Row }) {
  if (column.render) return <>{column.render(row)}</>;
  return <FieldValue field={fieldOf(resource.fields, column.name)} row={row as unknown as Values} />;
}

/** The first cell: the record's name, which opens it. */
export function TitleCell<Row extends RecordRow>({ resource, row }: { resource: Resource<Row>; row: Row }) {
  const path = resource.get ? recordPath(resource.kind, row.id) : null;
  const title = resource.title(row);
  return path ? <CellLink to={path}>{title}</CellLink> : <>{title}</>;
}

/** antd's columns from ours. */
export function tableColumns<Row extends RecordRow>(
  resource: Resource<Row>,
  columns: readonly Column<Row>[],
  sort: string,
  t: TFunction,
  inline: { may: (permission: string) => boolean; save: Save<Row> },
): TableColumnType<Row>[] {
  const behind = new Map(columns.slice(1).map((column) => [column.name, fieldBehind(resource, column, inline.may)]));
  return columns.map((column, index) => ({
    key: column.name,
    dataIndex: column.name,
    title: fieldLabel(t, resource.kind, column.name),
    width: column.width ?? 140,
    ellipsis: true,
    align: RIGHT.has(fieldOf(resource.fields, column.name).kind) ? "right" : "left",
    sorter: column.sortable ?? false,
    sortOrder: column.sortable ? sortOrder(sort, column.name) : null,
    showSorterTooltip: false,
    render: (_value, row) => {
      if (index === 0 && !column.render) return <TitleCell resource={resource} row={row} />;
      const field = behind.get(column.name);
      const cell = <Cell resource={resource} column={column} row={row} />;
      if (!field || isHidden(row, field)) return cell;
      return (
        <EditableCell kind={resource.kind} row={row} field={field} save={inline.save}>
          {cell}
        </EditableCell>
      );
    },
  }));
}
