import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import HolderOutlined from "@ant-design/icons/HolderOutlined";
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { worded, type Definition } from "@/resource/custom/definitions";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Fields.module.css";
import { useArrange } from "./useArrange";
import { useRenewFields } from "./useRenewFields";
import { useSpokenOrder } from "./useSpokenOrder";

interface Props {
  kind: string;
  fields: readonly Definition[];
  onOpen: (field: Definition) => void;
}

const TONES = { building: "warn", ready: "good", failed: "bad" } as const;

/** The fields of a kind in their order, which a grip changes by pointer or keyboard, and buttons step by step. */
export function FieldRows({ kind, fields, onOpen }: Props) {
  const ids = fields.map(({ id }) => id);
  const move = useArrange(kind, ids);
  const spoken = useSpokenOrder(fields);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over && over.id !== active.id) move(ids.indexOf(Number(active.id)), ids.indexOf(Number(over.id)));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} accessibility={spoken} onDragEnd={drop}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ul className={styles["rows"]}>
          {fields.map((field, place) => (
            <Row key={field.id} field={field} last={place === fields.length - 1} first={place === 0} onOpen={onOpen} onMove={(by) => move(place, place + by)} />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

interface RowProps {
  field: Definition;
  first: boolean;
  last: boolean;
  onOpen: (field: Definition) => void;
  onMove: (by: 1 | -1) => void;
}

function Row({ field, first, last, onOpen, onMove }: RowProps) {
  const { t, i18n } = useTranslation();
  const tell = useTellFailure();
  const renew = useRenewFields();
  const label = worded(field.labels, i18n.language);
  const remove = async (): Promise<void> => {
    await api.POST("/api/v1/fields/{id}/removals", { params: { path: { id: field.id } } });
    await renew();
    toast("good", t("screens.fields.removedDone"));
  };
  const ask = (): void =>
    void Modal.confirm({
      title: t("screens.fields.removeOf", { label }),
      content: t("screens.fields.removeText", { label }),
      okText: t("screens.fields.remove"),
      cancelText: t("shell.form.cancel"),
      okButtonProps: { danger: true },
      onOk: () => remove().catch(tell),
    });
  const state = field.index_state;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: field.id });
  const place = transform && { transform: `translate3d(0, ${transform.y}px, 0)`, transition: transition ?? "none" };
  return (
    <li ref={setNodeRef} className={styles["row"]} data-dragging={isDragging} {...(place && { style: place })}>
      <span className={styles["arrows"]}>
        <Button ref={setActivatorNodeRef} size="small" type="text" icon={<HolderOutlined />} className={styles["grip"] ?? ""} {...attributes} {...listeners} aria-label={t("screens.fields.grip", { label })} title={t("screens.fields.howTo")} />
        <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={first} aria-label={t("screens.fields.up", { label })} onClick={() => onMove(-1)} />
        <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={last} aria-label={t("screens.fields.down", { label })} onClick={() => onMove(1)} />
      </span>
      <span className={styles["name"]}>
        <b>{label}</b>
        <code>{field.key}</code>
      </span>
      <span className={styles["type"]}>{enumText(t, "field_type", field.type)}</span>
      <span className={styles["section"]}>{field.section || t("screens.fields.more")}</span>
      <span className={styles["marks"]}>
        {field.required && <Mark>{t("screens.fields.mark.required")}</Mark>}
        {field.listed && <Mark>{t("screens.fields.mark.listed")}</Mark>}
        {state && (
          <span title={field.index_error}>
            <Mark tone={TONES[state]}>{t(`screens.fields.index.${state}`)}</Mark>
          </span>
        )}
      </span>
      <span className={styles["buttons"]}>
        <Button size="small" onClick={() => onOpen(field)}>
          {t("screens.fields.edit_action")}
        </Button>
        <Button size="small" type="text" danger onClick={ask}>
          {t("screens.fields.remove")}
        </Button>
      </span>
    </li>
  );
}
