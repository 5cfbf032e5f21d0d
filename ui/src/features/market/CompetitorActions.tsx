import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { CompetitorPageData } from "@/resource/market/market";
import { live } from "@/shared/live/meta";
import { MERGE_TOUCHES, useTakeMergeBack } from "./takeMergeBack";
import { useMay } from "@/shared/session/session";
import { toast } from "@/shared/ui/toast";

const PROFILE = ["about", "strengths", "weaknesses", "website"] as const;

const editing = (page: CompetitorPageData): Question => {
  const initial = Object.fromEntries(PROFILE.map((name) => [name, page[name]]));
  return {
    title: "screens.market.page.edit",
    done: "screens.market.page.saved",
    fields: PROFILE.map((name) => ({ name, kind: name === "website" ? "text" : "textarea", maxLength: name === "website" ? 200 : 2000 })),
    initial,
    submit: (values) => {
      const now = Object.fromEntries(PROFILE.map((name) => [name, String(values[name] ?? "")]));
      const changes = Object.fromEntries(PROFILE.filter((name) => now[name] !== page[name]).map((name) => [name, now[name]]));
      const base = Object.fromEntries(Object.keys(changes).map((name) => [name, initial[name]]));
      return api.PATCH("/api/v1/competitors/{id}/market", { params: { path: { id: page.id } }, body: { changes, base, version: page.profile_version } as never });
    },
  };
};

/** A note on them, their profile, and making one of two. */
export function CompetitorActions({ page }: { page: CompetitorPageData }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [question, setQuestion] = useState<Question>();
  const takeBack = useTakeMergeBack();
  const merges = page.actions.includes("merge");
  const { data: known } = $api.useQuery("get", "/api/v1/competitors", {}, { enabled: merges, staleTime: 60_000, meta: live("competitor") });
  const merging = (): Question => {
    const labels = Object.fromEntries((known?.items ?? []).filter(({ id }) => id !== page.id).map(({ id, name }) => [String(id), name]));
    return {
      title: "screens.market.page.merge",
      ok: "screens.market.page.merge",
      danger: true,
      text: <p>{t("screens.market.page.mergeText")}</p>,
      fields: [
        { name: "into_id", kind: "select", required: true, values: Object.keys(labels), labels },
        { name: "confirmed", kind: "text", required: true, maxLength: 200, hint: page.name },
      ],
      submit: async ({ into_id: into, confirmed }, key) => {
        const kept = must(
          await api.POST("/api/v1/competitors/{id}/merges", { params: { path: { id: page.id } }, body: { into_id: Number(into), confirmed: String(confirmed) }, headers: { "Idempotency-Key": key } as never }),
        );
        toast("good", t("screens.market.page.merged"), { label: t("shell.undo"), run: () => takeBack(kept.merge_id), key: true });
        await navigate({ to: `/market/competitors/${kept.id}`, replace: true });
        return kept;
      },
    };
  };
  return (
    <>
      {merges && <Button onClick={() => setQuestion(merging())}>{t("screens.market.page.merge")}</Button>}
      {page.actions.includes("manage") && <Button onClick={() => setQuestion(editing(page))}>{t("screens.market.page.edit")}</Button>}
      {may("market.create") && (
        <Button type="primary" onClick={() => void navigate({ to: "/market", search: { new: "1", with_competitor: page.name } as never })}>
          {t("screens.market.page.addNote")}
        </Button>
      )}
      <RecordDialog kind={question?.danger ? "competitor_merge" : "competitor_profile"} question={question} touches={MERGE_TOUCHES} onClose={() => setQuestion(undefined)} />
    </>
  );
}
