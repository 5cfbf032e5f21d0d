import { Table } from "antd";
import type { SorterResult } from "antd/es/table/interface";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column, RecordRow, Resource } from "@/resource/types";
import { recordPath } from "@/shared/records";
import styles from "./DeskTable.module.css";
import { tableColumns } from "./tableColumns";

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  rows: Row[];
  columns: readonly Column<Row>[];
  sort: string;
  onSort: (sort: string | null) => void;
  stale: boolean;
  foot: ReactNode;
  selected?: readonly number[];
  onSelect?: (ids: readonly number[]) => void;
}

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest("a, button, input, label, .ant-table-selection-column") !== null;

function sortFrom<Row>(sorter: SorterResult<Row> | SorterResult<Row>[]): string | null {
  const one = Array.isArray(sorter) ? sorter[0] : sorter;
  if (!one?.order) return null;
  return one.order === "descend" ? `-${String(one.columnKey)}` : String(one.columnKey);
}

/** The list as a table, on a desk. A click anywhere on a row opens it. */
export function DeskTable<Row extends RecordRow>({ resource, rows, columns, sort, onSort, stale, foot, selected, onSelect }: Props<Row>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const shown = useMemo(() => tableColumns(resource, columns, sort, t), [resource, columns, sort, t]);
  const width = shown.reduce((total, column) => total + Number(column.width), onSelect ? 40 : 0);
  const open = (row: Row, event: MouseEvent): void => {
    const path = resource.get ? recordPath(resource.kind, row.id) : null;
    if (path && !isControl(event.target) && !getSelection()?.toString()) void navigate({ to: path });
  };
  return (
    <div className={styles["frame"]} data-stale={stale} data-selectable={onSelect !== undefined} data-scroll-restoration-id={`list-${resource.kind}`}>
      <Table<Row>
        style={{ minWidth: width }}
        rowKey="id"
        size="small"
        columns={shown}
        dataSource={rows}
        pagination={false}
        tableLayout="fixed"
        onChange={(_page, _filters, sorter) => onSort(sortFrom(sorter))}
        onRow={(row) => ({ onClick: (event) => open(row, event), className: resource.get ? (styles["row"] ?? "") : "" })}
        {...(onSelect && {
          rowSelection: { selectedRowKeys: [...(selected ?? [])], onChange: (keys) => onSelect(keys.map(Number)), columnWidth: 40 },
        })}
      />
      {foot}
    </div>
  );
}
