import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, newKey } from "@/api/client";
import DayPicker from "@/resource/form/DayPicker";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { useAct } from "@/resource/useAct";
import { today } from "@/shared/days";
import { live } from "@/shared/live/meta";
import { useMay, useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import styles from "./Reports.module.css";
import { enumText } from "@/resource/texts";
import type { Absence } from "./types";

type Part = "" | "am" | "pm";
type Kind = NonNullable<Absence["kind"]>;

const KINDS: readonly Kind[] = ["annual", "sick", "personal", "family", "training", "other"];
const TOUCHED = ["employee", "report"] as const;

function Form({ me }: { me: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const act = useAct();
  const [owner, setOwner] = useState<number | null>(null);
  const [first, setFirst] = useState<string | null>(today());
  const [last, setLast] = useState<string | null>(null);
  const [part, setPart] = useState<Part>("");
  const [kind, setKind] = useState<Kind>("annual");
  const [reason, setReason] = useState("");
  const end = part || !last ? first : last;
  const add = (): void => {
    if (!first || !end) return;
    const body = { kind, first_on: first, last_on: end, part, note: reason.trim() };
    const params = { path: { id: owner ?? me } };
    act({ run: () => api.POST("/api/v1/employees/{id}/absences", { params, body, headers: { "Idempotency-Key": newKey() } }), done: "screens.reports.off.added", touches: TOUCHED });
    setReason("");
  };
  return (
    <div className={styles["bar"]}>
      {may("employee.read") && (
        <span className={styles["unit"]}>
          <PersonPicker aria-label={t("screens.reports.off.who")} placeholder={t("screens.reports.off.me")} value={owner} onChange={(value) => setOwner(typeof value === "number" ? value : null)} />
        </span>
      )}
      <span className={styles["day"]}>
        <DayPicker aria-label={t("screens.reports.off.first")} value={first} onChange={setFirst} />
      </span>
      {!part && (
        <span className={styles["day"]}>
          <DayPicker aria-label={t("screens.reports.off.last")} placeholder={t("screens.reports.off.sameDay")} value={last} onChange={setLast} />
        </span>
      )}
      <Select<Part> aria-label={t("screens.reports.off.part")} value={part} onChange={setPart} options={(["", "am", "pm"] as const).map((value) => ({ value, label: t(`screens.reports.off.parts.${value || "whole"}`) }))} popupMatchSelectWidth={false} />
      <Select<Kind> aria-label={t("screens.reports.off.kind")} value={kind} onChange={setKind} options={KINDS.map((value) => ({ value, label: enumText(t, "absence_kind", value) }))} popupMatchSelectWidth={false} />
      <Input className={styles["unit"] ?? ""} maxLength={200} value={reason} placeholder={t("screens.reports.off.reason")} aria-label={t("screens.reports.off.reason")} onChange={(event) => setReason(event.target.value)} />
      <Button type="primary" disabled={!first} onClick={add}>
        {t("screens.reports.off.add")}
      </Button>
    </div>
  );
}

function Row({ row }: { row: Absence }) {
  const { t } = useTranslation();
  const act = useAct();
  const cancel = (): void => act({ run: () => api.DELETE("/api/v1/absences/{id}", { params: { path: { id: row.id } } }), done: "screens.reports.off.cancelled", touches: TOUCHED });
  return (
    <li className={styles["due"]}>
      <span>
        <b>{row.employee_name}</b> {row.first_on === row.last_on ? row.first_on : `${row.first_on} – ${row.last_on}`} {row.part && t(`screens.reports.off.parts.${row.part}`)} {row.kind ? enumText(t, "absence_kind", row.kind) : t("screens.reports.off.away")} <small className={styles["quiet"]}>{row.note}</small>
      </span>
      {row.actions.includes("end") && <Button onClick={cancel}>{t("screens.reports.off.cancel")}</Button>}
    </li>
  );
}

/** Who is off when: nothing is owed of a period off as a whole. */
export function DaysOff() {
  const { t } = useTranslation();
  const { id: me } = useMe();
  const query = { first: today(-31), last: today(180) };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/absences", { params: { query } }, { meta: live("employee") });
  return (
    <>
      <p className={styles["quiet"]}>{t("screens.reports.off.text")}</p>
      <Form me={me} />
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Empty title={t("screens.reports.off.none")} text={t("screens.reports.off.noneText")} />}
      <ul>
        {data?.items.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </>
  );
}
