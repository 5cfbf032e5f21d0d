import { api } from "@/api/client";
import type { BodyOf, EditOf, Unit } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";
import type { Field } from "@/resource/types";

type Body = BodyOf<"/api/v1/units">;
type Edit = EditOf<"/api/v1/units/{id}">;

const BELOW: Record<Unit["kind"], readonly Unit["kind"][]> = {
  company: ["region", "branch", "team"],
  region: ["branch", "team"],
  branch: ["team"],
  team: [],
};

const NAME: Field = { name: "name", kind: "text", required: true, maxLength: 120 };
const LEADER: Field = { name: "leader_id", kind: "person" };

/** The questions about units. */
export const unitQuestions = {
  create: ({ id, kind }: Unit): Question => ({
    title: "screens.unit.create.title",
    done: "screens.unit.create.done",
    fields: [NAME, { name: "kind", kind: "select", enum: "unit_kind", values: BELOW[kind], required: true }, LEADER],
    initial: { kind: BELOW[kind][0] },
    submit: (values, key) => api.POST("/api/v1/units", { body: { ...values, parent_id: id } as Body, headers: { "Idempotency-Key": key } }),
  }),
  edit: ({ id, name, leader_id: leader, leader_name: leaderName, version }: Unit): Question => ({
    title: "screens.unit.edit.title",
    done: "screens.unit.edit.done",
    fields: [NAME, LEADER],
    initial: { name, leader_id: leader },
    known: { leader_id: leaderName ?? "" },
    submit: ({ name: renamed, leader_id: led = null }) =>
      api.PATCH("/api/v1/units/{id}", { params: { path: { id } }, body: { changes: { name: renamed, leader_id: led }, version } as Edit }),
  }),
};
