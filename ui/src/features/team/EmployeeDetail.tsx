import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Employee } from "@/api/types";
import type { Action } from "@/resource/detail/Actions";
import { ResourceDetail, type DetailView } from "@/resource/detail/ResourceDetail";
import { FieldValue } from "@/resource/FieldValue";
import { fieldOf } from "@/resource/table/tableColumns";
import { useMay } from "@/shared/session/session";
import { Absences } from "./Absences";
import { Account } from "./Account";
import { Departure } from "./Departure";
import { employees } from "./employeeResource";
import { Holdings } from "./Holdings";
import { Presence } from "./Presence";
import { Skills } from "./Skills";

const GROUPS = [
  { title: "screens.employee.groups.who", names: ["name", "login", "phone", "email"] },
  { title: "screens.employee.groups.work", names: ["unit_id", "position", "roles", "level", "status", "daily_capacity", "hired_on", "left_on"] },
];

const reveal = async (id: number) => must(await api.POST("/api/v1/employees/{id}/reveals", { params: { path: { id } } }));

const show = (name: string, employee: Employee) => <FieldValue field={fieldOf(employees.fields, name)} row={employee} />;

/** One person. */
export function EmployeeDetail() {
  const { t } = useTranslation();
  const may = useMay();
  const [leaving, setLeaving] = useState<Employee>();
  const view: DetailView<Employee> = {
    mark: (employee) => show("status", employee),
    facts: (employee) => [
      { label: t("fields.employee.unit_name"), value: employee.unit_name },
      { label: t("fields.employee.level"), value: show("level", employee) },
      { label: t("fields.employee.on_duty"), value: <Presence employee={employee} /> },
    ],
    groups: GROUPS,
    reveal,
  };
  const relations = (employee: Employee) => (
    <>
      <Skills employee={employee} />
      <Absences employee={employee} />
      <Holdings id={employee.id} />
      {may("account.manage") && <Account employee={employee} />}
    </>
  );
  const actionsOf = (employee: Employee): Action[] =>
    employee.actions?.includes("leave") ? [{ key: "leave", danger: true, label: t("screens.employee.leave.action"), run: () => setLeaving(employee) }] : [];
  return (
    <>
      <ResourceDetail resource={employees} view={view} actions={actionsOf} relations={relations} />
      {leaving && <Departure employee={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}
