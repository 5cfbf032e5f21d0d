import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf, EditOf, Task } from "@/api/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

const at = (id: number) => ({ params: { path: { id } } });

export const createTask = async (body: BodyOf<"/api/v1/tasks">, key: string): Promise<Task> =>
  must(await api.POST("/api/v1/tasks", { body, headers: { "Idempotency-Key": key } }));

export const editTask = async (id: number, body: EditOf<"/api/v1/tasks/{id}">): Promise<Task> => must(await api.PATCH("/api/v1/tasks/{id}", { ...at(id), body }));

export const assignTask = async (id: number, owner: number): Promise<Task> =>
  must(await api.POST("/api/v1/tasks/{id}/assignments", { ...at(id), body: { owner_id: owner } }));

export const completeTask = async (id: number): Promise<unknown> => must(await api.POST("/api/v1/tasks/{id}/completions", at(id)));

export const reopenTask = async (id: number): Promise<unknown> => must(await api.POST("/api/v1/tasks/{id}/reopenings", at(id)));

const removeTask = async (id: number): Promise<unknown> => must(await api.DELETE("/api/v1/tasks/{id}", at(id)));

const restoreTask = async (id: number): Promise<unknown> => must(await api.POST("/api/v1/tasks/{id}/restorations", at(id)));

/** Finishing, reopening and removing, each with its way back in reach. */
export function useTaskVerbs() {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const { mutate } = useMutation({ mutationFn: (run: () => Promise<unknown>) => run(), onError: tell, onSettled: () => refresh("task") });
  const undoable = (said: string, run: () => Promise<unknown>, back: () => Promise<unknown>): void =>
    mutate(run, { onSuccess: () => toast("plain", t(said), { label: t("comments.undo"), run: () => mutate(back) }) });
  return {
    finish: (id: number): void => undoable("screens.task.done", () => completeTask(id), () => reopenTask(id)),
    toggle: ({ id, done_at: done }: Task): void =>
      done ? mutate(() => reopenTask(id)) : undoable("screens.task.done", () => completeTask(id), () => reopenTask(id)),
    remove: ({ id }: Task): void => undoable("screens.task.removed", () => removeTask(id), () => restoreTask(id)),
  };
}
