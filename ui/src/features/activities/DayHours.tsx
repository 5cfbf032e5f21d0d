import { DndContext, pointerWithin, useDroppable, useSensor, useSensors, type CollisionDetection, type DragEndEvent } from "@dnd-kit/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CalendarEntry } from "@/api/types";
import { LastMoveSensor } from "@/resource/drag/LastMoveSensor";
import { today } from "@/shared/days";
import { useNow } from "@/shared/ui/useNow";
import { between, dayOf } from "./calendarDays";
import { CalendarItem, type ItemActions } from "./CalendarItem";
import styles from "./DayHours.module.css";
import { fitted, laid, minuteOf, PIXELS, pulled, type Slot } from "./hours";

interface Props extends ItemActions {
  days: readonly string[];
  entries: readonly CalendarEntry[];
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const OPENS = 8; // o'clock: the first hour that is seen
const BESIDE = { day: 10, week: 3 }; // entries beside each other, so that they can be read
const ONE_LINE = 40; // minutes

const keyOf = ({ sort, subject_kind: kind, subject_id: id }: CalendarEntry): string => `${sort}-${kind}-${id}`;

/** The row of whole days lies over the hours, which go on below it when they are scrolled. */
const topmost: CollisionDetection = (about) => {
  const found = pointerWithin(about);
  const whole = found.filter(({ id }) => String(id).startsWith("whole-"));
  return whole.length > 0 ? whole : found;
};

function WholeDay({ date, entries, ...actions }: Props & { date: string }) {
  const { i18n } = useTranslation();
  const { setNodeRef, isOver } = useDroppable({ id: `whole-${date}`, data: { date, whole: true } });
  const words = new Date(`${date}T12:00`).toLocaleDateString(i18n.language, { weekday: "short", month: "numeric", day: "numeric" });
  return (
    <section ref={setNodeRef} className={styles["whole"]} data-over={isOver} data-today={date === today()} aria-label={words}>
      <h2>{words}</h2>
      {entries.map((entry) => (
        <CalendarItem key={keyOf(entry)} entry={entry} {...actions} />
      ))}
    </section>
  );
}

const placed = ({ from, until, lane, lanes }: Pick<Slot, "from" | "until" | "lane" | "lanes">) => ({
  top: from * PIXELS,
  height: (until - from) * PIXELS,
  insetInlineStart: `${(lane / lanes) * 100}%`,
  width: `${100 / lanes}%`,
});

function Hours({ date, days, entries, ...actions }: Props & { date: string }) {
  const { t } = useTranslation();
  const { slots, rests } = fitted(laid(entries), days.length === 1 ? BESIDE.day : BESIDE.week);
  const now = useNow();
  const { setNodeRef, isOver } = useDroppable({ id: date, data: { date, whole: false } });
  return (
    <div ref={setNodeRef} className={styles["column"]} data-over={isOver} style={{ height: 24 * 60 * PIXELS }}>
      {slots.map(({ entry, from, until, lane, lanes }) => (
        <div key={keyOf(entry)} className={styles["slot"]} style={placed({ from, until, lane, lanes })}>
          <CalendarItem entry={entry} {...actions} hours={until - from <= ONE_LINE ? "short" : lanes > 1 ? "narrow" : "tall"} />
        </div>
      ))}
      {rests.map((rest) => (
        <div key={rest.from} className={styles["slot"]} style={placed(rest)}>
          <Link className={styles["rest"]} to={"." as never} search={((search: object) => ({ ...search, span: "day", on: date })) as never}>
            {t("screens.calendar.more", { n: rest.count })}
          </Link>
        </div>
      ))}
      {date === today() && <hr className={styles["now"]} style={{ top: minuteOf(now.toISOString()) * PIXELS }} aria-label={t("screens.calendar.now")} />}
    </div>
  );
}

/** Days by the hour: an entry is dragged to another day and another time at once. */
export function DayHours({ days, entries, onMove, ...actions }: Props) {
  const { t } = useTranslation();
  const sensors = useSensors(useSensor(LastMoveSensor, { activationConstraint: { distance: 6 } }));
  const box = useRef<HTMLDivElement>(null);
  const first = Math.min(OPENS * 60, ...entries.filter((entry) => entry.day === null && days.includes(dayOf(entry))).map((entry) => minuteOf(entry.at)));
  const shown = days.join();
  useEffect(() => {
    if (box.current) box.current.scrollTop = first * PIXELS - 8;
    // what comes or moves later must not scroll the page under the reader's hand
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown]);
  const drop = ({ active, over, delta }: DragEndEvent): void => {
    const entry = active.data.current?.["entry"] as CalendarEntry | undefined;
    const to = over?.data.current as { date: string; whole: boolean } | undefined;
    if (!entry || !to) return;
    const minutes = entry.day === null && !to.whole ? pulled(entry.at, delta.y) : 0;
    onMove(entry, between(dayOf(entry), to.date), minutes);
  };
  const of = (date: string, whole: boolean): CalendarEntry[] => entries.filter((entry) => dayOf(entry) === date && (entry.day !== null) === whole);
  const columns = { gridTemplateColumns: `44px repeat(${days.length}, minmax(0, 1fr))` };
  const given = { ...actions, onMove, days };
  return (
    <DndContext sensors={sensors} collisionDetection={topmost} onDragEnd={drop}>
      <div ref={box} className={styles["box"]} tabIndex={0} role="region" aria-label={t("screens.calendar.hours")}>
        <div className={styles["heads"]} style={columns}>
          <span>{t("screens.calendar.wholeDay")}</span>
          {days.map((date) => (
            <WholeDay key={date} date={date} {...given} entries={of(date, true)} />
          ))}
        </div>
        <div className={styles["hours"]} style={columns}>
          <div>
            {HOURS.map((hour) => (
              <span key={hour} className={styles["hour"]} style={{ height: 60 * PIXELS }}>
                {hour > 0 && `${String(hour).padStart(2, "0")}:00`}
              </span>
            ))}
          </div>
          {days.map((date) => (
            <Hours key={date} date={date} {...given} entries={of(date, false)} />
          ))}
        </div>
      </div>
    </DndContext>
  );
}
