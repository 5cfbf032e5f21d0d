import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Employee } from "@/api/types";
import { useAct } from "@/resource/useAct";
import { useMay } from "@/shared/session/session";

/** Whether a person takes leads now; to be switched by those who may. */
export function DutySwitch({ employee: { id, name, on_duty: on, status } }: { employee: Employee }) {
  const { t } = useTranslation();
  const may = useMay();
  const act = useAct();
  const set = (onDuty: boolean): void =>
    act({
      run: () => api.POST("/api/v1/employees/{id}/duty", { params: { path: { id } }, body: { on_duty: onDuty } }),
      done: onDuty ? "screens.employee.dutyOn" : "screens.employee.dutyOff",
      touches: ["employee"],
    });
  return <Switch size="small" checked={on} disabled={!may("employee.duty") || status === "left"} onChange={set} aria-label={t("screens.employee.dutyOf", { name })} />;
}
