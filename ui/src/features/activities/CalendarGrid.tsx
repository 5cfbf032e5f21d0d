import { DndContext, useDroppable, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarEntry } from "@/api/types";
import { underPointer } from "@/resource/drag/dropping";
import { LastMoveSensor } from "@/resource/drag/LastMoveSensor";
import { today } from "@/shared/days";
import { Empty } from "@/shared/ui/Empty";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Calendar.module.css";
import { between, dayOf, type Span } from "./calendarDays";
import { CalendarItem, type ItemActions } from "./CalendarItem";
import { DayHours } from "./DayHours";

interface Props extends ItemActions {
  span: Span;
  on: string;
  days: readonly string[];
  entries: readonly CalendarEntry[];
}

const IN_A_MONTH = 4; // entries of a day; the rest is behind a link to that day

function Day({ date, outside, children }: { date: string; outside: boolean; children: ReactNode }) {
  const { i18n } = useTranslation();
  const { setNodeRef, isOver } = useDroppable({ id: date });
  const words = new Date(`${date}T12:00`).toLocaleDateString(i18n.language, { weekday: "short", month: "numeric", day: "numeric" });
  return (
    <section ref={setNodeRef} className={styles["day"]} data-outside={outside} data-over={isOver} data-today={date === today()} aria-label={words}>
      <h2>{words}</h2>
      {children}
    </section>
  );
}

/** A month's days beside each other, a week's and a day's by the hour, or an agenda; entries are dragged from one to another. */
export function CalendarGrid({ span, on, days, entries, onMove, onDrop, onMoveTo }: Props) {
  const { t } = useTranslation();
  const sensors = useSensors(useSensor(LastMoveSensor, { activationConstraint: { distance: 6 } }));
  const drop = ({ active, over }: DragEndEvent): void => {
    const entry = active.data.current?.["entry"] as CalendarEntry | undefined;
    if (entry && over) onMove(entry, between(dayOf(entry), String(over.id)));
  };
  const of = (date: string): CalendarEntry[] => entries.filter((entry) => dayOf(entry) === date);
  if (span === "agenda" && entries.length === 0) return <Empty title={t("screens.calendar.nothing")} />;
  if (span === "week" || span === "day") return <DayHours days={days} entries={entries} onMove={onMove} onDrop={onDrop} onMoveTo={onMoveTo} />;
  const shown = span === "agenda" ? days.filter((date) => of(date).length > 0) : days;
  return (
    <DndContext sensors={sensors} collisionDetection={underPointer} onDragEnd={drop}>
      <div className={styles["grid"]} data-span={span}>
        {shown.map((date) => {
          const all = of(date);
          const some = span === "month" ? all.slice(0, IN_A_MONTH) : all;
          return (
            <Day key={date} date={date} outside={span === "month" && date.slice(0, 7) !== on.slice(0, 7)}>
              {some.map((entry) => (
                <CalendarItem key={`${entry.sort}-${entry.subject_kind}-${entry.subject_id}`} entry={entry} onMove={onMove} onDrop={onDrop} onMoveTo={onMoveTo} />
              ))}
              {all.length > some.length && <PathLink to={`/calendar?span=day&on=${date}`}>{t("screens.calendar.more", { n: all.length - some.length })}</PathLink>}
            </Day>
          );
        })}
      </div>
    </DndContext>
  );
}
