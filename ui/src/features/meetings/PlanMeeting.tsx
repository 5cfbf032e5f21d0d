import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Drawer, Form, Input, InputNumber, Segmented, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { FieldControl } from "@/resource/form/FieldControl";
import { useKey } from "@/resource/form/useSubmit";
import { PeoplePicker } from "@/resource/pickers/PeoplePicker";
import { enumText, fieldLabel } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { START, bodyOf, type Plan } from "./planning";
import { useDayName } from "./useRhythm";

const KINDS = ["morning", "evening", "weekly", "monthly", "quarterly", "one_to_one", "other"] as const;
const REPEATS = ["weekly", "monthly", "quarterly"] as const;

interface Props {
  plan: Plan;
  set: (changed: Partial<Plan>) => void;
}

function Rhythm({ plan, set }: Props) {
  const { t } = useTranslation();
  const dayName = useDayName();
  const label = (name: string): string => fieldLabel(t, "meeting", name);
  return (
    <>
      <Form.Item label={label("repeat")}>
        <Segmented aria-label={label("repeat")} value={plan.repeat} onChange={(repeat) => set({ repeat })} options={REPEATS.map((value) => ({ value, label: enumText(t, "meeting_repeat", value) }))} />
      </Form.Item>
      {plan.repeat === "weekly" ? (
        <Form.Item label={label("weekdays")}>
          <Select<number[]> mode="multiple" aria-label={label("weekdays")} value={plan.weekdays} onChange={(weekdays) => set({ weekdays })} options={[0, 1, 2, 3, 4, 5, 6].map((value) => ({ value, label: dayName(value) }))} />
        </Form.Item>
      ) : (
        <Form.Item label={label("number")}>
          <InputNumber aria-label={label("number")} min={1} max={15} value={plan.number} onChange={(number) => set({ number: number ?? 1 })} />
        </Form.Item>
      )}
      <Form.Item label={label("at")}>
        <Input type="time" aria-label={label("at")} value={plan.at} onChange={(event) => set({ at: event.target.value })} />
      </Form.Item>
      <Form.Item label={label("skip_holidays")}>
        <Switch aria-label={label("skip_holidays")} checked={plan.skip_holidays} onChange={(skip_holidays) => set({ skip_holidays })} />
      </Form.Item>
    </>
  );
}

function Fields({ plan, set }: Props) {
  const { t } = useTranslation();
  const label = (name: string): string => fieldLabel(t, "meeting", name);
  return (
    <>
      <Form.Item label={label("kind")}>
        <Select aria-label={label("kind")} value={plan.kind} onChange={(kind) => set({ kind: kind ?? "weekly" })} options={KINDS.map((value) => ({ value, label: enumText(t, "meeting_kind", value) }))} />
      </Form.Item>
      <Form.Item label={label("title")} required>
        <Input aria-label={label("title")} maxLength={120} value={plan.title} onChange={(event) => set({ title: event.target.value })} />
      </Form.Item>
      <Form.Item label={t("screens.meetings.again")}>
        <Switch aria-label={t("screens.meetings.again")} checked={plan.again} onChange={(again) => set({ again })} />
      </Form.Item>
      {plan.again ? (
        <Rhythm plan={plan} set={set} />
      ) : (
        <Form.Item label={label("starts_at")} required>
          <FieldControl field={{ name: "starts_at", kind: "datetime", ahead: true }} aria-label={label("starts_at")} value={plan.starts_at} onChange={(value) => set({ starts_at: String(value ?? "") })} />
        </Form.Item>
      )}
      <Form.Item label={label("minutes")}>
        <InputNumber aria-label={label("minutes")} min={5} max={480} step={5} value={plan.minutes} onChange={(minutes) => set({ minutes: minutes ?? 30 })} />
      </Form.Item>
      {plan.kind !== "one_to_one" && (
        <Form.Item label={label("unit_id")}>
          <FieldControl field={{ name: "unit_id", kind: "unit" }} aria-label={label("unit_id")} value={plan.unit_id} onChange={(value) => set({ unit_id: typeof value === "number" ? value : null })} />
        </Form.Item>
      )}
      <Form.Item label={label("people")} {...(plan.kind === "one_to_one" && { extra: t("screens.meetings.privateText") })}>
        <PeoplePicker aria-label={label("people")} value={plan.people} known={{}} onChange={(people) => set({ people })} />
      </Form.Item>
      <Form.Item label={label("minute_taker_id")}>
        <FieldControl field={{ name: "minute_taker_id", kind: "person" }} aria-label={label("minute_taker_id")} value={plan.minute_taker_id} onChange={(value) => set({ minute_taker_id: typeof value === "number" ? value : null })} />
      </Form.Item>
      <Form.Item label={label("place")}>
        <Input aria-label={label("place")} maxLength={200} value={plan.place} onChange={(event) => set({ place: event.target.value })} />
      </Form.Item>
    </>
  );
}

function useSend(onClose: () => void) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const keyFor = useKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const send = async (plan: Plan): Promise<void> => {
    setBusy(true);
    const body = bodyOf(plan);
    const headers = { "Idempotency-Key": keyFor(body) } as never;
    try {
      if (plan.again) {
        must(await api.POST("/api/v1/meetings/series", { body: body as never, headers }));
        refresh("meeting", "meeting_series");
      } else {
        const made = must(await api.POST("/api/v1/meetings", { body: body as never, headers }));
        void navigate({ to: `/meetings/${made.id}` as never });
      }
      onClose();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { send, busy, problem };
}

/** A single meeting, or a series: who, when, where. */
export default function PlanMeeting({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [plan, setPlan] = useState<Plan>(START);
  const { send, busy, problem } = useSend(onClose);
  useFocusBack();
  const ready = plan.title.trim() !== "" && (plan.again || plan.starts_at !== "");
  const footer = (
    <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} disabled={!ready} onClick={() => void send(plan)}>
        {t("screens.meetings.plan")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={t("screens.meetings.plan")} onClose={onClose} size={phone ? "100%" : 440} footer={footer}>
      {problem !== undefined && <Alert type="error" showIcon title={problemText(asProblem(problem), t)} style={{ marginBottom: 16 }} />}
      <Form layout="vertical">
        <Fields plan={plan} set={(changed) => setPlan((now) => ({ ...now, ...changed }))} />
      </Form>
    </Drawer>
  );
}
