import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { BodyOf, Employee } from "@/api/types";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useRefresh } from "@/resource/useRecord";
import { today } from "@/shared/days";
import { live } from "@/shared/live/meta";
import { Mark } from "@/shared/ui/Mark";
import styles from "./Team.module.css";

const FormDrawer = lazy(() => import("@/resource/form/FormDrawer"));

const KINDS = ["annual", "sick", "personal", "family", "training", "other"] as const;
const FIELDS: readonly Field[] = [
  { name: "kind", kind: "select", required: true, enum: "absence_kind", values: KINDS },
  { name: "first_on", kind: "date", required: true },
  { name: "last_on", kind: "date", required: true },
  { name: "part", kind: "select", enum: "day_part", values: ["day", "am", "pm"] },
  { name: "note", kind: "text", maxLength: 200 },
];

type Body = BodyOf<"/api/v1/employees/{id}/absences">;

/** The days on which a person is away, the newest first. */
export function Absences({ employee }: { employee: Employee }) {
  const { t } = useTranslation();
  const act = useAct();
  const refresh = useRefresh();
  const [entering, setEntering] = useState(false);
  const path = { id: employee.id };
  const { data } = useQuery({
    queryKey: ["employee", "absences", employee.id],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/employees/{id}/absences", { params: { path }, signal })),
    meta: live("employee"),
  });
  const submit = async (values: Record<string, unknown>, key: string): Promise<void> => {
    must(await api.POST("/api/v1/employees/{id}/absences", { params: { path, header: { "Idempotency-Key": key } }, body: { ...values, part: values["part"] === "day" ? "" : (values["part"] ?? "") } as Body }));
    refresh("employee");
  };
  const end = (id: number): void =>
    act({ run: () => api.DELETE("/api/v1/absences/{id}", { params: { path: { id } } }), done: "screens.employee.absence.ended", touches: ["employee"] });
  const now = today();
  return (
    <section>
      <h2 className={styles["title"]}>
        {t("screens.employee.absence.title")}
        {data?.actions.includes("enter") && (
          <Button size="small" type="text" onClick={() => setEntering(true)}>
            {t("screens.employee.absence.enter")}
          </Button>
        )}
      </h2>
      {data?.items.length === 0 && <p className={styles["none"]}>{t("screens.employee.absence.none")}</p>}
      <ul>
        {data?.items.map(({ id, kind, first_on: first, last_on: last, part, note, actions }) => {
          const days = first === last ? first : t("screens.employee.absence.days", { first, last });
          return (
            <li key={id} className={styles["pair"]} title={note || undefined}>
              <span>
                {days} {part && enumText(t, "day_part", part)} · {kind ? enumText(t, "absence_kind", kind) : t("screens.employee.absence.away")} {first <= now && now <= last && <Mark tone="warn">{t("screens.employee.absence.now")}</Mark>}
              </span>
              {actions.includes("end") && (
                <Button size="small" type="link" aria-label={t("screens.employee.absence.endOf", { days })} onClick={() => end(id)}>
                  {t("screens.employee.absence.end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Suspense>
        {entering && (
          <FormDrawer kind="absence" title={t("screens.employee.absence.enter")} fields={FIELDS} initial={{ kind: "annual", first_on: now, last_on: now, part: "day" }} submit={submit} onClose={() => setEntering(false)} />
        )}
      </Suspense>
    </section>
  );
}
