import { useDroppable } from "@dnd-kit/core";
import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Seat } from "@/api/types";
import { minutes } from "@/resource/dispatch/clock";
import { useAct } from "@/resource/useAct";
import { clock } from "@/shared/format";
import { useNow } from "@/shared/ui/useNow";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Desk.module.css";

const SECOND = 1000;

function Duty({ person: { id, name, on_duty: on } }: { person: Seat }) {
  const { t } = useTranslation();
  const act = useAct();
  const set = (onDuty: boolean): void =>
    act({ run: () => api.POST("/api/v1/employees/{id}/duty", { params: { path: { id } }, body: { on_duty: onDuty } }), done: onDuty ? "screens.employee.dutyOn" : "screens.employee.dutyOff", touches: ["employee"] });
  return <Switch size="small" checked={on} onChange={set} aria-label={t("screens.employee.dutyOf", { name })} />;
}

/** How much of what rules may give somebody today they have had. */
function Load({ given, capacity }: { given: number; capacity: number }) {
  const { t } = useTranslation();
  const share = capacity > 0 ? Math.min(100, Math.round((given / capacity) * 100)) : 100;
  return (
    <span className={styles["load"]} title={t("screens.dispatch.load", { given, capacity })}>
      <i aria-hidden="true">
        <b data-full={share >= 100} style={{ width: `${share}%` }} />
      </i>
      <small>{t("screens.dispatch.today", { given, capacity })}</small>
    </span>
  );
}

function Person({ person }: { person: Seat }) {
  const { t } = useTranslation();
  const now = useNow();
  const { id, name, level, unit_name: unit, on_duty: on, busy_until: busy, open, given_today: given, capacity, breaches_today: breaches, median_seconds: median } = person;
  const { setNodeRef, isOver } = useDroppable({ id: `person-${id}` });
  const isBusy = busy !== null && new Date(busy) > now;
  return (
    <li ref={setNodeRef} className={styles["person"]} data-over={isOver} data-off={!on}>
      <span className={styles["who"]}>
        <PathLink to={`/team/${id}`} draggable={false}>
          {name}
        </PathLink>
        <b className={styles["grade"]} title={t("fields.employee.level")}>
          {level}
        </b>
        <small>{unit}</small>
      </span>
      {person.actions.includes("duty") ? <Duty person={person} /> : <small>{t(on ? "screens.dispatch.on" : "screens.dispatch.off")}</small>}
      <Load given={given} capacity={capacity} />
      <span className={styles["numbers"]}>
        {isBusy && <Mark tone="warn">{t("screens.dispatch.busy", { until: clock(new Date(busy)) })}</Mark>}
        <small>{t("screens.dispatch.open", { responding: open.responding, feedback: open.feedback })}</small>
        {median !== null && <small>{t("screens.dispatch.median", { time: minutes(median * SECOND) })}</small>}
        {breaches > 0 && <Mark tone="bad">{t("screens.dispatch.breaches", { n: breaches })}</Mark>}
      </span>
    </li>
  );
}

/** Who can take leads: their load, level and duty. A card is dropped on one of them. */
export function People({ people, capped }: { people: readonly Seat[]; capped: boolean }) {
  const { t } = useTranslation();
  const title = t("screens.dispatch.people");
  return (
    <section className={styles["people"]} aria-label={title}>
      <h2>
        {title}{" "}
        <b>
          {people.filter(({ on_duty: on }) => on).length}/{people.length}
          {capped ? "+" : ""}
        </b>
      </h2>
      {people.length === 0 && <p className={styles["none"]}>{t("screens.dispatch.noPeople")}</p>}
      <ul>
        {people.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </ul>
    </section>
  );
}
