import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Form, InputNumber, Select, Switch, TimePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useAct } from "@/resource/useAct";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { policyQuery, type PulsePolicy } from "./pulseApi";

const CLOCK = "HH:mm:ss";
const DAYS = [0, 1, 2, 3, 4, 5, 6];

/** 0 is Monday, as 1 January 2024 was. */
const weekdayName = (weekday: number, language: string): string => new Intl.DateTimeFormat(language, { weekday: "long" }).format(new Date(2024, 0, 1 + weekday));

function Fields({ policy, onDone }: { policy: PulsePolicy; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const act = useAct();
  const { active, weekday, at, days, least } = policy;
  const base = { active, weekday, at, days, least };
  const [changes, setChanges] = useState(base);
  const save = (): void => {
    act({
      run: () => api.PATCH("/api/v1/pulses/policy", { body: { changes, base, version: policy.version } as never }),
      done: "screens.pulse.saved",
      touches: ["pulse_policy", "pulse"],
    });
    onDone();
  };
  return (
    <Form layout="vertical" onFinish={save}>
      <Form.Item label={t("screens.pulse.active")} htmlFor="pulse-active">
        <Switch id="pulse-active" checked={changes.active} onChange={(next) => setChanges({ ...changes, active: next })} />
      </Form.Item>
      <Form.Item label={t("screens.pulse.weekday")} htmlFor="pulse-weekday">
        <Select id="pulse-weekday" value={changes.weekday} options={DAYS.map((value) => ({ value, label: weekdayName(value, i18n.language) }))} onChange={(next: number) => setChanges({ ...changes, weekday: next })} />
      </Form.Item>
      <Form.Item label={t("screens.pulse.at")} htmlFor="pulse-at">
        <TimePicker id="pulse-at" format="HH:mm" allowClear={false} needConfirm={false} value={dayjs(changes.at, CLOCK)} onChange={(next) => next && setChanges({ ...changes, at: next.format(CLOCK) })} />
      </Form.Item>
      <Form.Item label={t("screens.pulse.days")} htmlFor="pulse-days">
        <InputNumber id="pulse-days" min={1} max={6} precision={0} value={changes.days} onChange={(next) => setChanges({ ...changes, days: next ?? days })} />
      </Form.Item>
      <Form.Item label={t("screens.pulse.least")} htmlFor="pulse-least" extra={t("screens.pulse.leastText")}>
        <InputNumber id="pulse-least" min={3} max={50} precision={0} value={changes.least} onChange={(next) => setChanges({ ...changes, least: next ?? least })} />
      </Form.Item>
      <Button type="primary" htmlType="submit" disabled={JSON.stringify(changes) === JSON.stringify(base)}>
        {t("shell.form.save")}
      </Button>
    </Form>
  );
}

/** When everybody is asked, and behind how many answers a figure stands. */
export function PolicyDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { data, error, refetch } = useQuery(policyQuery);
  return (
    <Drawer open title={t("screens.pulse.settings")} onClose={onClose} size={phone ? "100%" : 440}>
      {!data && !error && <PageSkeleton />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && <Fields key={data.version} policy={data} onDone={onClose} />}
    </Drawer>
  );
}
