import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";

/** Saves what a drawer holds, once; what went wrong stands in it. */
export function useSaving(kind: string, onDone: () => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const save = async (run: (key: string) => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await run(key);
      refresh(kind);
      toast("good", t("chat.set.saved"));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return { save, busy, problem };
}

/** What differs from what was there, as an edit on the wire. */
export function editFrom<Row extends { version: number }>(row: Row, draft: Partial<Row>) {
  const names = (Object.keys(draft) as (keyof Row)[]).filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(row[name]));
  const pick = (from: Partial<Row>) => Object.fromEntries(names.map((name) => [name, from[name]]));
  return names.length === 0 ? null : { changes: pick(draft), base: pick(row), version: row.version };
}
