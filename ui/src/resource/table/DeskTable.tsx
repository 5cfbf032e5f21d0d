import { Table } from "antd";
import type { SorterResult } from "antd/es/table/interface";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column, RecordRow, Resource } from "@/resource/types";
import { ConflictDialog } from "@/resource/detail/ConflictDialog";
import { recordPath } from "@/shared/records";
import { useMe } from "@/shared/session/session";
import { cellKeys } from "./inline/cellKeys";
import { useInlineEdit } from "./inline/useInlineEdit";
import styles from "./DeskTable.module.css";
import { Gradual, LaterRow, rowsInSight } from "./Gradual";
import { tableColumns } from "./tableColumns";

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  rows: Row[];
  columns: readonly Column<Row>[];
  sort: string;
  onSort: (sort: string | null) => void;
  stale: boolean;
  /** Rows out of sight are drawn a moment later. */
  gradual: boolean;
  foot: ReactNode;
  selected?: readonly number[];
  onSelect?: (ids: readonly number[]) => void;
}

const COMPONENTS = { body: { row: LaterRow } };

/** Also what lies elsewhere in the page: React tells a row of clicks in the list of a choice that was opened from it. */
const isControl = ({ target, currentTarget }: MouseEvent): boolean =>
  target instanceof Element && (!currentTarget.contains(target) || target.closest("a, button, input, label, .ant-table-selection-column, [data-cell], .ant-select, .ant-picker") !== null);

function sortFrom<Row>(sorter: SorterResult<Row> | SorterResult<Row>[]): string | null {
  const one = Array.isArray(sorter) ? sorter[0] : sorter;
  if (!one?.order) return null;
  return one.order === "descend" ? `-${String(one.columnKey)}` : String(one.columnKey);
}

/** The list as a table, on a desk. A click on a row opens it; where a cell can be changed, a double click does that. */
export function DeskTable<Row extends RecordRow>({ resource, rows, columns, sort, onSort, stale, gradual, foot, selected, onSelect }: Props<Row>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { permissions } = useMe();
  const { save, clash, leave } = useInlineEdit(resource);
  const shown = useMemo(() => tableColumns(resource, columns, sort, t, { may: (permission) => permission in permissions, save }), [resource, columns, sort, t, permissions, save]);
  const width = shown.reduce((total, column) => total + Number(column.width), onSelect ? 40 : 0);
  const [seen] = useState(rowsInSight);
  const open = (row: Row, event: MouseEvent): void => {
    const path = resource.get ? recordPath(resource.kind, row.id) : null;
    if (path && !isControl(event) && !getSelection()?.toString()) void navigate({ to: path });
  };
  return (
    // the cells inside are pressed and typed at
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div {...cellKeys} className={styles["frame"]} data-stale={stale} data-selectable={onSelect !== undefined} data-scroll-restoration-id={`list-${resource.kind}`}>
      <Gradual from={gradual}>
        <Table<Row>
          components={COMPONENTS}
          style={{ minWidth: width }}
          rowKey="id"
          size="small"
          columns={shown}
          dataSource={rows}
          pagination={false}
          tableLayout="fixed"
          onChange={(_page, _filters, sorter) => onSort(sortFrom(sorter))}
          onRow={(row, index = 0) => {
            const late = { late: index >= seen };
            return { onClick: (event) => open(row, event), className: resource.get ? (styles["row"] ?? "") : "", ...late };
          }}
          {...(onSelect && {
            rowSelection: { selectedRowKeys: [...(selected ?? [])], onChange: (keys) => onSelect(keys.map(Number)), columnWidth: 40 },
          })}
        />
      </Gradual>
      {foot}
      {clash && (
        <ConflictDialog
          resource={resource}
          conflicts={clash.conflicts}
          busy={false}
          onMine={() => save(clash.row, clash.field, clash.value, Object.fromEntries(clash.conflicts.map(({ field, theirs }) => [field, theirs])))}
          onTheirs={leave}
        />
      )}
    </div>
  );
}
