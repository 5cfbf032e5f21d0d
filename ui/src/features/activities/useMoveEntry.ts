import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { CalendarEntry } from "@/api/types";
import { movePlan } from "@/resource/contact/planning";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { later, plus } from "./calendarDays";

interface Move {
  entry: CalendarEntry;
  days: number;
}

async function move({ entry, days }: Move): Promise<unknown> {
  const { sort, subject_kind: kind, subject_id: id, at, day, version } = entry;
  if (sort === "task") {
    const changes = day ? { due_on: plus(day, days) } : { due_at: later(at, days) };
    return must(await api.PATCH("/api/v1/tasks/{id}", { params: { path: { id } }, body: { changes, version } as never }));
  }
  return movePlan({ kind: kind as "lead", id, at }, later(at, days));
}

/** Gives an entry another day, at the same time of it. */
export function useMoveEntry(): (entry: CalendarEntry, days: number) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const { mutate } = useMutation({ mutationFn: move, onError: tell, onSettled: () => refresh("task", "lead", "customer", "opportunity", "activity") });
  return (entry, days) => {
    if (days !== 0) mutate({ entry, days }, { onSuccess: () => toast("good", t("screens.calendar.moved")) });
  };
}
