import { api, must } from "@/api/client";
import type { BodyOf, EditOf, Employee, QueryOf } from "@/api/types";
import type { Field, ListSpec, Resource } from "@/resource/types";

const LEVELS = ["S", "A", "B", "C", "D"] as const;
const STATUSES = ["probation", "regular", "suspended", "left"] as const;

/** The roles the product ships with; a company's own are shown by their code. */
export const ROLES = ["salesperson", "team_lead", "manager", "operations", "inspector", "finance", "trainer", "executive", "agent", "integration"] as const;

const FIELDS: readonly Field[] = [
  { name: "name", kind: "text", required: true, maxLength: 120 },
  { name: "login", kind: "text", required: true, readOnly: true, maxLength: 80 },
  { name: "password", kind: "text", required: true, secret: true, help: "screens.employee.passwordHelp" },
  { name: "unit_id", kind: "unit", required: true, shown: "unit_name" },
  { name: "roles", kind: "select", enum: "role", values: ROLES, multiple: true, required: true },
  { name: "position", kind: "text", maxLength: 60 },
  { name: "phone", kind: "phone", maxLength: 40 },
  { name: "email", kind: "email", maxLength: 120 },
  { name: "level", kind: "select", enum: "level", values: LEVELS, required: true, was: "base_level" },
  { name: "status", kind: "select", enum: "employee_status", values: STATUSES, tones: { probation: "accent", regular: "good", suspended: "warn", left: "plain" } },
  { name: "hired_on", kind: "date", required: true },
  { name: "left_on", kind: "date", readOnly: true, required: true },
  { name: "daily_capacity", kind: "number" },
  { name: "on_duty", kind: "bool", readOnly: true },
  { name: "successor_id", kind: "person" },
];

export const employees: Resource<Employee> = {
  kind: "employee",
  fields: FIELDS,
  title: ({ name }) => name,
  list: async (query, signal) => must(await api.GET("/api/v1/employees", { params: { query: query as QueryOf<"/api/v1/employees"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/employees/{id}", { params: { path: { id } }, signal })),
  create: async (values, key) =>
    must(await api.POST("/api/v1/employees", { body: values as BodyOf<"/api/v1/employees">, headers: { "Idempotency-Key": key } })),
  edit: async (id, edit) =>
    must(await api.PATCH("/api/v1/employees/{id}", { params: { path: { id } }, body: edit as EditOf<"/api/v1/employees/{id}"> })),
};

export const EMPLOYEE_FORM = ["name", "login", "password", "unit_id", "roles", "position", "phone", "email", "level", "hired_on", "daily_capacity"];

export const EMPLOYEE_LIST: Pick<ListSpec<Employee>, "filters" | "sort"> = {
  filters: [
    { name: "unit_id", kind: "unit" },
    { name: "status", kind: "select", enum: "employee_status", values: STATUSES },
    { name: "role", kind: "select", enum: "role", values: ROLES, label: "fields.employee.roles" },
  ],
  sort: "name",
};
