import MoreOutlined from "@ant-design/icons/MoreOutlined";
import { useDraggable } from "@dnd-kit/core";
import { Button, Dropdown } from "antd";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarEntry } from "@/api/types";
import { today } from "@/shared/days";
import { recordPath } from "@/shared/records";
import { useMe } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import { useNow } from "@/shared/ui/useNow";
import styles from "./Calendar.module.css";
import { between, dayOf } from "./calendarDays";
import { pulled, shifted, STEP } from "./hours";

/** What can be done with an entry. */
export interface ItemActions {
  onMove: (entry: CalendarEntry, days: number, minutes?: number) => void;
  onDrop: (entry: CalendarEntry) => void;
  onMoveTo: (entry: CalendarEntry) => void;
}

interface Props extends ItemActions {
  entry: CalendarEntry;
  /** It stands by the hour, where pulled down is later, with so much room. */
  hours?: "narrow" | "short" | "tall";
}

const HALF = 30; // minutes
const KEYS: Record<string, [days: number, minutes: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const clock = (at: string): string => new Date(at).toTimeString().slice(0, 5);

/** One entry of a calendar: opens its record; is dragged, or moved by its menu or by Shift and an arrow. */
export function CalendarItem({ entry, onMove, onDrop, onMoveTo, hours }: Props) {
  const { t } = useTranslation();
  const { id: me } = useMe();
  const now = useNow();
  const { sort, subject_kind: kind, subject_id: id, title, at, day, owner_id: owner, owner_name: name, movable, ends_at: ends, place } = entry;
  const { attributes: _role, listeners, setNodeRef, transform, isDragging } = useDraggable({ id: `${sort}-${kind}-${id}`, data: { entry }, disabled: !movable });
  const date = dayOf(entry);
  const late = sort !== "win" && sort !== "meeting" && (sort !== "visit" || movable) && (day ? day < today() : new Date(at) < now);
  const moves = [
    { key: "to", label: t("screens.visits.moveTo") },
    ...(day === null ? ["later", "earlier"].map((key) => ({ key, label: t(`screens.calendar.half.${key}`) })) : []),
    { key: "1", label: t("screens.calendar.dayLater") },
    { key: "7", label: t("screens.calendar.weekLater") },
    { key: "-1", label: t("screens.calendar.dayEarlier") },
    ...(sort === "contact" ? [{ key: "drop", label: t("shell.contact.drop") }] : []),
    ...(date === today() ? [] : [{ key: String(between(date, today())), label: t("screens.calendar.today") }]),
  ];
  const choose = (key: string): void => {
    if (key === "drop") onDrop(entry);
    else if (key === "to") onMoveTo(entry);
    else if (key === "later" || key === "earlier") onMove(entry, 0, key === "later" ? HALF : -HALF);
    else onMove(entry, Number(key));
  };
  const press = (event: KeyboardEvent): void => {
    const by = KEYS[event.key];
    if (!movable || !by || !event.shiftKey || (day !== null && by[0] === 0)) return;
    event.preventDefault();
    onMove(entry, ...by);
  };
  const pull = hours && transform ? pulled(at, transform.y) : 0;
  const said = (moment: string): string => clock(shifted(moment, 0, pull));
  const style = transform ? { transform: `translate(${transform.x}px, ${transform.y}px)` } : undefined;
  return (
    <div ref={setNodeRef} {...listeners} style={style} className={styles["item"]} data-sort={sort} data-late={late} data-dragging={isDragging} data-movable={movable} data-hours={hours}>
      <PathLink to={recordPath(kind, id) ?? "/"} onKeyDown={press} title={[t(`calendar.${sort}`, { title }), place].filter(Boolean).join(" · ")}>
        {!day && <time>{ends && (hours ?? "tall") === "tall" ? `${said(at)}–${said(ends)}` : said(at)}</time>} {sort === "contact" ? title : t(`calendar.${sort}`, { title })}
        {owner !== me && name && <small> {name}</small>}
      </PathLink>
      {movable && (
        <Dropdown trigger={["click"]} menu={{ items: moves, onClick: ({ key }) => choose(key) }}>
          <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t("screens.calendar.move", { title })} />
        </Dropdown>
      )}
    </div>
  );
}
