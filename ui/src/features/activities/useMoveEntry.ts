import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must, newKey } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { CalendarEntry } from "@/api/types";
import { movePlan } from "@/resource/contact/planning";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { between, dayOf, moved } from "./calendarDays";
import { shifted } from "./hours";

/** An entry and where it is to go; `force` overrules what somebody else did meanwhile. */
export interface Move {
  entry: CalendarEntry;
  to: CalendarEntry;
  force?: boolean;
}

const CONFLICTS = new Set(["visits.moved_meanwhile", "activities.plan_changed", "edit.conflict"]);
const CALENDAR = ["get", "/api/v1/calendar"];

/** A task as it stands now, to overrule it. */
async function taskVersion(id: number): Promise<number> {
  return must(await api.GET("/api/v1/tasks/{id}", { params: { path: { id } } })).version;
}

async function send({ entry, to, force = false }: Move): Promise<unknown> {
  const { sort, subject_kind: kind, subject_id: id } = entry;
  if (sort === "task") {
    const [name, before, after] = entry.day === null ? (["due_at", entry.at, to.at] as const) : (["due_on", entry.day, to.day] as const);
    const seen = force ? { version: await taskVersion(id) } : { base: { [name]: before } };
    return must(await api.PATCH("/api/v1/tasks/{id}", { params: { path: { id } }, body: { changes: { [name]: after }, ...seen } as never }));
  }
  if (sort === "visit") {
    const body = { starts_at: to.at, ends_at: to.ends_at ?? to.at, reason: "", ...(!force && { expected: entry.at }) };
    return must(await api.POST("/api/v1/visits/{id}/moves", { params: { path: { id } }, body, headers: { "Idempotency-Key": newKey() } }));
  }
  return movePlan({ kind: kind as "lead", id, at: force ? null : entry.at }, to.at);
}

const isSame = (one: CalendarEntry, other: CalendarEntry): boolean => one.sort === other.sort && one.subject_kind === other.subject_kind && one.subject_id === other.subject_id;

export interface Moving {
  /** So many days later, and so many minutes by the clock. */
  by: (entry: CalendarEntry, days: number, minutes?: number) => void;
  /** To a moment of its own. */
  toMoment: (entry: CalendarEntry, at: string) => void;
  /** What somebody else moved meanwhile: overrule, or leave it. */
  conflict: Move | undefined;
  decide: (overrule: boolean) => void;
}

/** Gives entries another time: shown at once, taken back where the server refuses, undone from the toast. */
export function useMoveEntry(): Moving {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Move>();
  const put = (one: Move): void => {
    client.setQueriesData({ queryKey: CALENDAR }, (before: { items: CalendarEntry[] } | undefined) => before && { ...before, items: before.items.map((item) => (isSame(item, one.entry) ? one.to : item)) });
  };
  const { mutate } = useMutation({
    mutationFn: send,
    onMutate: async (one) => {
      await client.cancelQueries({ queryKey: CALENDAR });
      put(one);
    },
    onError: (error, one) => {
      if (CONFLICTS.has(asProblem(error).code)) setConflict(one);
      else tell(error);
    },
    onSettled: () => refresh("task", "lead", "customer", "opportunity", "activity", "visit"),
  });
  const go = (one: Move): void => {
    const undo = (): void => mutate({ entry: one.to, to: one.entry });
    mutate(one, { onSuccess: () => toast("good", t("screens.calendar.moved"), { label: t("comments.undo"), key: true, run: undo }) });
  };
  return {
    by: (entry, days, minutes = 0) => {
      if (days !== 0 || minutes !== 0) go({ entry, to: moved(entry, days, shifted(entry.at, days, minutes)) });
    },
    toMoment: (entry, at) => {
      if (entry.day === null) go({ entry, to: moved(entry, 0, at) });
      else go({ entry, to: moved(entry, between(dayOf(entry), at.slice(0, 10))) });
    },
    conflict,
    decide: (overrule) => {
      if (overrule && conflict) go({ ...conflict, force: true });
      setConflict(undefined);
    },
  };
}
