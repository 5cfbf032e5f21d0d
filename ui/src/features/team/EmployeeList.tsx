import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Employee } from "@/api/types";
import { CreateForm } from "@/resource/form/CreateForm";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { today } from "@/shared/days";
import { useMay } from "@/shared/session/session";
import { EMPLOYEE_FORM, EMPLOYEE_LIST, employees } from "./employeeResource";
import { Presence } from "./Presence";
import { TeamTabs } from "./TeamTabs";

const COLUMNS: ListSpec<Employee>["columns"] = [
  { name: "name", width: 120 },
  { name: "unit_name", width: 160, card: "line" },
  { name: "position", width: 120, card: "fact" },
  { name: "status", width: 100, card: "mark" },
  { name: "on_duty", width: 160, card: "fact", render: (row) => <Presence employee={row} /> },
  { name: "level", width: 100, card: "fact" },
  { name: "daily_capacity", width: 100 },
  { name: "phone", width: 130 },
  { name: "login", width: 110 },
  { name: "hired_on", width: 120 },
  { name: "email", width: 180, optional: true },
];

/** The people of the company. */
export function EmployeeList() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const spec = useMemo(() => ({ columns: COLUMNS, ...EMPLOYEE_LIST }), []);
  const create = may("employee.create") && (
    <Button type="primary" onClick={() => void navigate({ to: "/team", search: ((old: object) => ({ ...old, new: "1" })) as never })}>
      {t("shell.create.employee")}
    </Button>
  );
  return (
    <>
      <ResourceTable resource={employees} spec={spec} title={t("shell.nav.team")} actions={create} tabs={<TeamTabs />} empty={{ title: t("screens.employee.empty.title"), text: t("screens.employee.empty.text") }} />
      <CreateForm resource={employees} names={EMPLOYEE_FORM} initial={{ level: "B", roles: ["salesperson"], hired_on: today(), daily_capacity: 30 }} />
    </>
  );
}
