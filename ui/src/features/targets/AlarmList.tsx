import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { today } from "@/shared/days";
import { Mark } from "@/shared/ui/Mark";
import { useFormat } from "@/shared/useFormat";
import { periodName } from "./names";
import type { Alarm, Tracking } from "./trackApi";
import styles from "./Tracking.module.css";

const DECISIONS = ["reresource", "retarget", "keep"] as const;
const FIELDS: readonly Field[] = [
  { name: "decision", kind: "select", required: true, enum: "target_decision", values: DECISIONS, chips: true },
  { name: "reason", kind: "textarea", required: true, maxLength: 500 },
];

function useAlarmWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return (alarm: Alarm): string => {
    const share = format.percent(alarm.must ? alarm.attained / alarm.must : 0);
    return alarm.reasons.map((code) => t(`enums.target_alarm_reason.${code}`, { n: alarm.missed, share })).join(" · ");
  };
}

function AlarmRow({ alarm, onDecide }: { alarm: Alarm; onDecide: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useAlarmWords();
  const overdue = alarm.due_on < today();
  const [, month = "1"] = alarm.starts_on.split("-");
  const place = alarm.grain === "quarter" ? Math.floor((Number(month) - 1) / 3) : 0;
  const period = periodName(t, alarm.grain, { starts_on: alarm.starts_on, ends_on: alarm.starts_on }, place, format.language);
  const owner = alarm.owner || t("screens.tracking.nobodyOwns");
  return (
    <li>
      <b>
        {alarm.node} · {period}
      </b>
      <span>{words(alarm)}</span>
      {alarm.decision === "" ? (
        <>
          <Mark tone={overdue ? "bad" : "warn"}>{t(`screens.tracking.${overdue ? "alarmOverdue" : "alarmDue"}`, { date: alarm.due_on.slice(5), owner })}</Mark>
          {alarm.may_decide && (
            <Button size="small" onClick={onDecide}>
              {t("screens.tracking.decide")}
            </Button>
          )}
        </>
      ) : (
        <span className={styles["quiet"]}>
          {t("screens.tracking.decided", { by: alarm.decided_by, decision: enumText(t, "target_decision", alarm.decision) })} · {alarm.reason}
        </span>
      )}
    </li>
  );
}

/** What was missed too often or by far, whose decision it waits for, and what was decided. */
export function AlarmList({ tracking }: { tracking: Tracking }) {
  const { t } = useTranslation();
  const [deciding, setDeciding] = useState<Alarm>();
  const question: Question | undefined = deciding && {
    title: "screens.tracking.decideTitle",
    named: { node: deciding.node },
    fields: FIELDS,
    text: <p className={styles["quiet"]}>{t("screens.tracking.decideHelp")}</p>,
    submit: async (values, key) =>
      must(
        await api.POST("/api/v1/targets/alarms/{id}/decisions", {
          params: { path: { id: deciding.id } },
          body: { decision: values["decision"] as (typeof DECISIONS)[number], reason: String(values["reason"] ?? "") },
          headers: { "Idempotency-Key": key } as never,
        }),
      ),
  };
  return (
    <section className={styles["side"]} aria-label={t("screens.tracking.alarms")}>
      <h2>{t("screens.tracking.alarms")}</h2>
      {tracking.alarms.length === 0 && <p className={styles["quiet"]}>{t("screens.tracking.noAlarms")}</p>}
      <ul>
        {tracking.alarms.map((alarm) => (
          <AlarmRow key={alarm.id} alarm={alarm} onDecide={() => setDeciding(alarm)} />
        ))}
      </ul>
      <RecordDialog kind="target_decision" question={question} touches={["target_tree"]} onClose={() => setDeciding(undefined)} />
    </section>
  );
}
