import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import HolderOutlined from "@ant-design/icons/HolderOutlined";
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./OrderedList.module.css";
import { useSpokenOrder, type Labelled } from "./useSpokenOrder";

interface Props<Row extends Labelled> {
  rows: readonly Row[];
  onMove: (from: number, to: number) => void;
  /** How a row is laid out; its first place is that of the grip and the arrows. */
  rowClass?: string | undefined;
  children: (row: Row, place: number) => ReactNode;
}

/** Rows in an order that a grip changes by pointer or keyboard, and buttons step by step. */
export function OrderedList<Row extends Labelled>({ rows, onMove, rowClass, children }: Props<Row>) {
  const ids = rows.map(({ id }) => id);
  const spoken = useSpokenOrder(rows);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over && over.id !== active.id) onMove(ids.indexOf(Number(active.id)), ids.indexOf(Number(over.id)));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} accessibility={spoken} onDragEnd={drop}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className={styles["rows"]}>
          {rows.map((row, place) => (
            <OrderedRow key={row.id} row={row} first={place === 0} last={place === rows.length - 1} rowClass={rowClass} onMove={(by) => onMove(place, place + by)}>
              {children(row, place)}
            </OrderedRow>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

interface RowProps {
  row: Labelled;
  first: boolean;
  last: boolean;
  rowClass: string | undefined;
  onMove: (by: 1 | -1) => void;
  children: ReactNode;
}

function OrderedRow({ row: { id, label }, first, last, rowClass, onMove, children }: RowProps) {
  const { t } = useTranslation();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id });
  const place = transform && { transform: `translate3d(0, ${transform.y}px, 0)`, transition: transition ?? "none" };
  return (
    <li ref={setNodeRef} className={`${styles["row"]} ${rowClass ?? ""}`} data-dragging={isDragging} {...(place && { style: place })}>
      <span className={styles["arrows"]}>
        <Button ref={setActivatorNodeRef} size="small" type="text" icon={<HolderOutlined />} className={styles["grip"] ?? ""} {...attributes} {...listeners} aria-label={t("screens.fields.grip", { label })} title={t("screens.fields.howTo")} />
        <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={first} aria-label={t("screens.fields.up", { label })} onClick={() => onMove(-1)} />
        <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={last} aria-label={t("screens.fields.down", { label })} onClick={() => onMove(1)} />
      </span>
      {children}
    </li>
  );
}
