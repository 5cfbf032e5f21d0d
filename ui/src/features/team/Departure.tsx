import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { BodyOf, Employee } from "@/api/types";
import { fieldOf } from "@/resource/table/tableColumns";
import type { Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { today } from "@/shared/days";
import { toast } from "@/shared/ui/toast";
import { employees } from "./employeeResource";
import styles from "./Team.module.css";

const FormDialog = lazy(() => import("@/resource/form/FormDialog"));

type Body = BodyOf<"/api/v1/employees/{id}/departures">;
const FIELDS = ["left_on", "successor_id"].map((name) => fieldOf(employees.fields, name));

/** Somebody leaves: what they hold is shown, and goes to the successor in one step. */
export function Departure({ employee: { id, name }, onClose }: { employee: Employee; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const { data } = $api.useQuery("get", "/api/v1/employees/{id}/holdings", { params: { path: { id } } });
  const held = (data?.items ?? []).filter(({ count }) => count > 0);
  const submit = async (values: Values, key: string): Promise<void> => {
    const body = values as Body;
    must(await api.POST("/api/v1/employees/{id}/departures", { params: { path: { id } }, body, headers: { "Idempotency-Key": key } }));
    refresh("employee", "lead", "customer", "opportunity", "contract");
    toast("good", t("screens.employee.leave.done", { name }));
  };
  return (
    <Suspense>
      <FormDialog kind="employee" danger title={t("screens.employee.leave.title", { name })} okText={t("screens.employee.leave.ok")} fields={FIELDS} initial={{ left_on: today() }} submit={submit} onClose={onClose}>
        <div className={styles["held"]}>
          <p>{t("screens.employee.leave.text", { name })}</p>
          {held.map(({ kind, count }) => (
            <span key={kind}>
              {t(`kinds.${kind}`)} <b>{count}</b>
            </span>
          ))}
        </div>
      </FormDialog>
    </Suspense>
  );
}
