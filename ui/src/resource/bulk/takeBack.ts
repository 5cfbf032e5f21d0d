import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { useRefresh } from "@/resource/useRecord";
import { toast, type ToastAction } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

/** Other kinds that show what a change of this one changes too. */
export const ALSO: Readonly<Record<string, readonly string[]>> = { opportunity: ["customer"] };

/** The number by which what was just done to one record can be taken back, where the answer has one. */
function undoIdOf(answer: unknown): number | null {
  const said = (answer as { data?: unknown } | undefined)?.data ?? answer;
  const id = (said as { undo_id?: unknown } | null | undefined)?.undo_id;
  return typeof id === "number" ? id : null;
}

/** What a toast offers after something was done to one record: to take it back, by Ctrl or ⌘ with Z too. */
export function useTakeBack(): (kind: string, answer: unknown) => ToastAction | undefined {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const run = async (kind: string, id: number): Promise<void> => {
    const { results } = must(await api.POST("/api/v1/bulk-edits/{id}/undo", { params: { path: { id } } }));
    refresh(kind, ...(ALSO[kind] ?? []));
    const kept = results.flatMap((row) => row.kept);
    if (kept[0]) toast("plain", kept[0].detail);
    else toast("good", t("shell.takenBack"));
  };
  return (kind, answer) => {
    const id = undoIdOf(answer);
    return id === null ? undefined : { label: t("shell.undo"), run: () => void run(kind, id).catch(tell), key: true };
  };
}
