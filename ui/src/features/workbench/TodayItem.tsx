import { Button } from "antd";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { TodayRow } from "@/api/types";
import { PlanMenu } from "@/resource/contact/PlanMenu";
import type { ContactSubject } from "@/resource/contact/CounterpartPicker";
import { useTaskVerbs } from "@/resource/tasks/taskApi";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { recordPath } from "@/shared/records";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { OnDay, When } from "@/shared/ui/When";
import { CallButton } from "./CallButton";
import { later } from "./later";
import styles from "./Today.module.css";

const DealMends = later(() => import("@/resource/deals/DealMends"));
const OFFERED = ["log_contact", "plan_contact"] as const;

const pathOf = ({ kind, id, contract_id: contract }: TodayRow): string =>
  kind === "plan_item" ? "/plans" : ((kind === "instalment" && contract ? recordPath("contract", contract) : recordPath(kind, id)) ?? "/");

const at = (id: number) => ({ params: { path: { id } } });

/** Ticks off an item of today's plan; what came of it is written on the plan's own page. */
function useTick(): (id: number) => void {
  const act = useAct();
  return (id) =>
    act({
      run: async () => must(await api.POST("/api/v1/plan-items/{id}/completions", { ...at(id), body: { outcome: "", lesson: "" } })),
      undo: async () => must(await api.POST("/api/v1/plan-items/{id}/reopenings", at(id))),
      done: "screens.task.done",
      touches: ["plan"],
    });
}

/** What is left of a list goes on from the next thing: the keyboard does not fall back to the top of the page. */
function goOn(from: HTMLElement): void {
  const row = from.closest("li");
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  const place = next?.querySelector<HTMLElement>("a, button") ?? from.closest("section")?.parentElement?.querySelector<HTMLElement>("h2");
  place?.focus();
}

function Moment({ row }: { row: TodayRow }) {
  if (row.given_at) return <When at={row.given_at} />;
  if (row.day && row.kind !== "opportunity") return <OnDay date={row.day} />;
  return row.due_at ? <When at={row.due_at} /> : <OnDay date={row.day} />;
}

function Why({ row }: { row: TodayRow }) {
  const { t } = useTranslation();
  const path = row.subject_kind && row.subject_id ? recordPath(row.subject_kind, row.subject_id) : null;
  return (
    <small className={styles["why"]}>
      <span>{t(row.given_at ? "screens.today.ask.answer" : `screens.today.ask.${row.kind}`)}</span>
      {row.priority === "high" && <Mark tone="bad">{t("enums.task_priority.high")}</Mark>}
      {row.signs.map((sign) => (
        <Mark key={sign} tone="warn">
          {enumText(t, "slipping_sign", sign)}
        </Mark>
      ))}
      {row.amount_minor !== null && <Money minor={row.amount_minor} currency={row.currency ?? "CNY"} />}
      {path && row.subject_title ? <PathLink to={path}>{row.subject_title}</PathLink> : row.subtitle && row.subtitle !== row.title && <span>{row.subtitle}</span>}
    </small>
  );
}

interface Props {
  row: TodayRow;
  onLog: (subject: ContactSubject) => void;
}

/** One thing of the day: what it is and why it stands here, and all that can be done about it in one press. */
export function TodayItem({ row, onLog }: Props) {
  const { t } = useTranslation();
  const { finish } = useTaskVerbs();
  const tick = useTick();
  const { kind, id, title, actions } = row;
  const subject = kind === "lead" || kind === "customer" || kind === "opportunity" ? { kind, id, title } : undefined;
  return (
    <li className={styles["row"]}>
      <span className={styles["when"]}>
        <Moment row={row} />
      </span>
      <span className={styles["what"]}>
        <PathLink to={pathOf(row)}>{title}</PathLink>
        <Why row={row} />
      </span>
      <span className={styles["verbs"]}>
        <CallButton row={row} />
        {subject && actions.includes("log") && (
          <Button size="small" onClick={() => onLog(subject)} aria-label={t("screens.today.logOf", { title })}>
            {t("shell.contact.action")}
          </Button>
        )}
        {kind === "opportunity" && row.signs.length > 0 && actions.includes("log") && (
          <Suspense>
            <DealMends id={id} title={title} signs={row.signs} but={OFFERED} />
          </Suspense>
        )}
        {actions.includes("finish") && (
          <Button
            size="small"
            aria-label={t("screens.task.finish", { title })}
            onClick={(event) => {
              goOn(event.currentTarget);
              if (kind === "plan_item") tick(id);
              else finish(id);
            }}
          >
            {t("screens.today.finish")}
          </Button>
        )}
        {subject && actions.includes("log") && <PlanMenu subject={subject} at={row.planned_at} />}
      </span>
    </li>
  );
}
