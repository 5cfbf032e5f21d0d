import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { conflictsOf, theirsIn, type Conflict } from "@/resource/detail/conflict";
import type { Resource } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { live } from "@/shared/live/meta";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { at, debriefResource, type Debrief } from "./debriefApi";
import { changesOf, draftOf, rebased, type Draft } from "./ourDraft";

export type { Draft };

export function useRivalNames(): readonly { id: number; name: string }[] {
  const { data } = $api.useQuery("get", "/api/v1/competitors", {}, { staleTime: 60_000, meta: live("competitor") });
  return data?.items ?? NONE;
}

const NONE: readonly never[] = [];

/** The fields of our view, as two versions of them are shown side by side. */
export function useVersions(): Resource<Debrief> {
  const rivals = useRivalNames();
  return useMemo(() => {
    const labels = Object.fromEntries(rivals.map(({ id, name }) => [String(id), name]));
    const words = (["story", "again", "differently"] as const).map((name) => ({ name, kind: "textarea" as const }));
    return { ...debriefResource, fields: [...debriefResource.fields, ...words, { name: "price_heard_minor", kind: "money" }, { name: "competitor_id", kind: "select", values: Object.keys(labels), labels }] };
  }, [rivals]);
}

/** The draft and its saving. Where somebody else wrote the same meanwhile, both versions. */
export function useOurView(debrief: Debrief) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const [held, setHeld] = useState(debrief);
  const [draft, setDraft] = useState(() => draftOf(debrief));
  const [busy, setBusy] = useState(false);
  const [clash, setClash] = useState<{ conflicts: readonly Conflict[]; finish: boolean }>();
  if (held.version !== debrief.version) {
    const now = rebased(held, draft, debrief);
    setHeld(now.held);
    setDraft(now.draft);
  }
  const put = (some: Partial<Draft>): void => setDraft((old) => ({ ...old, ...some }));
  const save = async (finish: boolean, seen: readonly Conflict[] = []): Promise<void> => {
    setBusy(true);
    setClash(undefined);
    try {
      const { changes, base } = changesOf(theirsIn(held, seen), draft);
      if (Object.keys(changes).length > 0) must(await api.PATCH("/api/v1/debriefs/{id}", { ...at(debrief.id), body: { changes, base } as never }));
      if (finish) must(await api.POST("/api/v1/debriefs/{id}/finishes", at(debrief.id)));
      toast("good", t(finish ? "screens.debriefs.finished" : "screens.debriefs.saved"));
      refresh("debrief", "task");
    } catch (problem) {
      const conflicts = conflictsOf(asProblem(problem));
      if (conflicts.length > 0) setClash({ conflicts, finish });
      else tell(problem);
    } finally {
      setBusy(false);
    }
  };
  const takeTheirs = (): void => {
    const conflicts = clash?.conflicts ?? [];
    put(Object.fromEntries(conflicts.map(({ field, theirs }) => [field, theirs])));
    setHeld((old) => theirsIn(old, conflicts));
    setClash(undefined);
  };
  return { draft, put, busy, save, clash, takeTheirs };
}
