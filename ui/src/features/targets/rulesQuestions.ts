/** The questions about how strict a tree is, and when it raises an alarm. */
import { api, must } from "@/api/client";
import type { Question } from "@/resource/form/RecordDialog";
import type { Field, Values } from "@/resource/types";
import type { TargetTree } from "./types";

const POLICY = ["band_bp", "reserve_bp", "factor_bp"] as const;
const path = (tree: TargetTree) => ({ params: { path: { id: tree.id } } });

/** What is asked before a lock, as it stands now. */
export async function lockQuestion(tree: TargetTree): Promise<Question> {
  const now = must(await api.GET("/api/v1/targets/trees/{id}/lock-policy", path(tree)));
  const base = Object.fromEntries(POLICY.map((name) => [name, now[name]]));
  return {
    title: "screens.targets.rules.lock",
    fields: POLICY.map((name) => ({ name, kind: "decimal", scale: 2, required: true, help: `screens.targets.rules.help.${name}` })),
    initial: base,
    submit: async (values) => must(await api.PATCH("/api/v1/targets/trees/{id}/lock-policy", { ...path(tree), body: { changes: values, base, version: now.version } as never })),
    done: "screens.targets.rules.saved",
  };
}

/** How many missed in a row, and how little, wake somebody; an empty length wakes nobody. */
export async function alarmQuestion(tree: TargetTree): Promise<Question> {
  const now = must(await api.GET("/api/v1/targets/trees/{id}/alarm_terms", path(tree)));
  const grains = tree.grains.filter((grain) => grain !== "year");
  const fields: Field[] = [
    ...grains.map((grain): Field => ({ name: `missed_${grain}`, kind: "number", help: "screens.targets.rules.help.missed" })),
    { name: "under_bp", kind: "decimal", scale: 2, required: true, help: "screens.targets.rules.help.under_bp" },
    { name: "decide_within", kind: "number", required: true, help: "screens.targets.rules.help.decide_within" },
  ];
  const initial: Values = { under_bp: now.under_bp, decide_within: now.decide_within, ...Object.fromEntries(grains.map((grain) => [`missed_${grain}`, now.missed[grain]])) };
  const submit = async (values: Values) => {
    const missed = Object.fromEntries(grains.flatMap((grain) => (values[`missed_${grain}`] ? [[grain, Number(values[`missed_${grain}`])]] : [])));
    return must(await api.PUT("/api/v1/targets/trees/{id}/alarm_terms", { ...path(tree), body: { missed, under_bp: Number(values["under_bp"]), decide_within: Number(values["decide_within"]) } }));
  };
  return { title: "screens.targets.rules.alarms", fields, initial, submit, done: "screens.targets.rules.saved" };
}
