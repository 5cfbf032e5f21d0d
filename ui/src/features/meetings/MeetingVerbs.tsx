import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import type { Meeting } from "./meetingApi";

const TOUCHES = ["meeting", "task"] as const;
type Asked = "move" | "cancel" | "reopen";

function useQuestion(meeting: Meeting, asked: Asked | undefined): Question | undefined {
  const path = { params: { path: { id: meeting.id } } };
  const length = Math.round((Date.parse(meeting.ends_at) - Date.parse(meeting.starts_at)) / 60_000);
  if (asked === "move") {
    return {
      title: "screens.meetings.move",
      fields: [
        { name: "starts_at", kind: "datetime", required: true, ahead: true },
        { name: "minutes", kind: "number", required: true },
      ],
      initial: { starts_at: meeting.starts_at, minutes: length },
      submit: async (values, key) =>
        must(await api.POST("/api/v1/meetings/{id}/moves", { ...path, body: { starts_at: String(values["starts_at"]), minutes: Number(values["minutes"]) }, headers: { "Idempotency-Key": key } as never })),
      done: "screens.meetings.moved",
    };
  }
  if (asked === "cancel") {
    return {
      title: "screens.meetings.cancel",
      fields: [{ name: "reason", kind: "textarea", required: true, maxLength: 500 }],
      danger: true,
      ok: "screens.meetings.cancel",
      submit: async (values, key) => must(await api.POST("/api/v1/meetings/{id}/cancellations", { ...path, body: { reason: String(values["reason"] ?? "") }, headers: { "Idempotency-Key": key } as never })),
      done: "screens.meetings.cancelled",
    };
  }
  if (asked === "reopen") {
    return {
      title: "screens.meetings.reopen",
      fields: [{ name: "reason", kind: "textarea", required: true, maxLength: 500 }],
      ok: "screens.meetings.reopen",
      submit: async (values, key) => must(await api.POST("/api/v1/meetings/{id}/reopenings", { ...path, body: { reason: String(values["reason"] ?? "") }, headers: { "Idempotency-Key": key } as never })),
      done: "screens.meetings.reopened",
    };
  }
  return undefined;
}

/** Begin, finish, move, cancel, reopen. */
export function MeetingVerbs({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const act = useAct();
  const [asked, setAsked] = useState<Asked>();
  const question = useQuestion(meeting, asked);
  const path = { params: { path: { id: meeting.id } } };
  const begin = (): void => act({ run: async () => must(await api.POST("/api/v1/meetings/{id}/beginnings", path)), done: "screens.meetings.begun", touches: TOUCHES });
  const finish = (): void => act({ run: async () => must(await api.POST("/api/v1/meetings/{id}/finishes", path)), done: "screens.meetings.finished", touches: TOUCHES });
  const may = (verb: string): boolean => meeting.actions.includes(verb);
  return (
    <>
      {may("cancel") && <Button onClick={() => setAsked("cancel")}>{t("screens.meetings.cancel")}</Button>}
      {may("move") && <Button onClick={() => setAsked("move")}>{t("screens.meetings.move")}</Button>}
      {may("reopen") && <Button onClick={() => setAsked("reopen")}>{t("screens.meetings.reopen")}</Button>}
      {may("begin") && (
        <Button type="primary" onClick={begin}>
          {t("screens.meetings.begin")}
        </Button>
      )}
      {may("finish") && (
        <Button type="primary" onClick={finish}>
          {t("screens.meetings.finish")}
        </Button>
      )}
      <RecordDialog kind="meeting" question={question} touches={TOUCHES} onClose={() => setAsked(undefined)} />
    </>
  );
}
