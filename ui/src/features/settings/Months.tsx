import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { BodyOf, TargetMonth } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { live } from "@/shared/live/meta";
import { When } from "@/shared/ui/When";
import styles from "./Metrics.module.css";
import { SettingsTable } from "./SettingsTable";

const REASON = { name: "reason", kind: "textarea", required: true, maxLength: 500 } as const;

/** The first days of the last twelve months that are over and not closed, the newest first. */
export function closable(closed: readonly string[], today: Date): string[] {
  const months = Array.from({ length: 12 }, (_, back) => new Date(Date.UTC(today.getFullYear(), today.getMonth() - 1 - back, 1)).toISOString().slice(0, 10));
  return months.filter((month) => !closed.includes(month));
}

const closing = (closed: readonly string[]): Question => {
  const months = closable(closed, new Date());
  return {
    title: "screens.months.close",
    done: "screens.months.closed",
    fields: [{ name: "month", kind: "select", required: true, values: months, labels: Object.fromEntries(months.map((one) => [one, one.slice(0, 7)])) }, REASON],
    initial: { month: months[0] },
    submit: (values, key) => api.POST("/api/v1/targets/months", { body: values as BodyOf<"/api/v1/targets/months">, headers: { "Idempotency-Key": key } }),
  };
};

const reopening = ({ id }: TargetMonth): Question => ({
  title: "screens.months.reopen",
  done: "screens.months.reopened",
  fields: [REASON],
  submit: (values, key) => api.POST("/api/v1/targets/months/{id}/reopenings", { params: { path: { id } }, body: values as BodyOf<"/api/v1/targets/months/{id}/reopenings">, headers: { "Idempotency-Key": key } }),
});

/** Closed months: what was reached in them stays as it is. */
export function Months() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { data, refetch } = $api.useQuery("get", "/api/v1/targets/months", {}, { meta: live("target_month") });
  if (!data) return null;
  const may = data.actions.includes("close");
  const close = (): void => {
    setQuestion(undefined);
    void refetch();
  };
  return (
    <section className={styles["section"]} aria-labelledby="months-heading">
      <header>
        <h2 id="months-heading">{t("screens.months.title")}</h2>
        {may && (
          <Button size="small" onClick={() => setQuestion(closing(data.items.map(({ month }) => month)))}>
            {t("screens.months.close")}
          </Button>
        )}
      </header>
      <p className={styles["note"]}>{t("screens.months.text")}</p>
      {data.items.length > 0 && (
        <div className={styles["wide"]}>
          <SettingsTable
            none=""
            headings={(["month", "reason", "closed_by", "closed_at"] as const).map((name) => t(`fields.target_month.${name}`))}
            items={data.items}
            row={(one) => (
              <tr key={one.id}>
                <th scope="row">{one.month.slice(0, 7)}</th>
                <td>{one.reason}</td>
                <td>{one.closed_by_name}</td>
                <td>
                  <When at={one.closed_at} />
                </td>
                <td>
                  {may && (
                    <Button size="small" onClick={() => setQuestion(reopening(one))}>
                      {t("screens.months.reopen")}
                    </Button>
                  )}
                </td>
              </tr>
            )}
          />
        </div>
      )}
      <RecordDialog kind="target_month" question={question} touches={["target_month"]} onClose={close} />
    </section>
  );
}
