import { useQuery } from "@tanstack/react-query";
import { Button, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import styles from "./TargetCapacity.module.css";
import { SettingsTabs } from "./SettingsTabs";

type Capacity = components["schemas"]["TargetCapacityOut"];

const LEVELS = ["S", "A", "B", "C", "D"] as const;

interface PercentProps {
  label: string;
  prefix: string;
  value: number;
  onChange: (value: number) => void;
}

function Percent({ label, prefix, value, onChange }: PercentProps) {
  return <InputNumber style={{ width: 128 }} prefix={prefix} suffix="%" min={0} max={1000} precision={0} aria-label={label} value={value} onChange={(typed) => onChange(typed ?? 0)} />;
}

function Editor({ capacity }: { capacity: Capacity }) {
  const { t } = useTranslation();
  const act = useAct();
  const [levels, setLevels] = useState(capacity.levels);
  const [ramp, setRamp] = useState(capacity.ramp);
  const [steady, setSteady] = useState(capacity.steady_months);
  const changes = { levels, ramp, steady_months: steady };
  const base = { levels: capacity.levels, ramp: capacity.ramp, steady_months: capacity.steady_months };
  const save = (): void =>
    act({
      run: () => api.PATCH("/api/v1/targets/capacity", { body: { changes, base, version: capacity.version } as never }),
      done: "screens.targets.capacity.saved",
      touches: ["target_capacity"],
    });
  return (
    <div className={styles["page"]}>
      <section aria-labelledby="capacity-levels">
        <h2 id="capacity-levels">{t("screens.targets.capacity.levels")}</h2>
        <p className={styles["note"]}>{t("screens.targets.capacity.levelsText")}</p>
        <div className={styles["values"]}>
          {LEVELS.map((level) => (
            <Percent key={level} prefix={level} label={t("screens.targets.capacity.level", { level })} value={levels[level] ?? 100} onChange={(value) => setLevels({ ...levels, [level]: value })} />
          ))}
        </div>
      </section>
      <section aria-labelledby="capacity-ramp">
        <h2 id="capacity-ramp">{t("screens.targets.capacity.ramp")}</h2>
        <p className={styles["note"]}>{t("screens.targets.capacity.rampText")}</p>
        <div className={styles["values"]}>
          {Object.entries(ramp).map(([month, value]) => (
            <Percent
              key={month}
              prefix={t("screens.targets.capacity.short", { n: month })}
              label={t("screens.targets.capacity.month", { n: month })}
              value={value}
              onChange={(next) => setRamp(ramp.map((one, at) => (String(at) === month ? next : one)))}
            />
          ))}
          <Button onClick={() => setRamp([...ramp, 100])} disabled={ramp.length >= 36}>
            {t("screens.targets.capacity.more")}
          </Button>
          <Button onClick={() => setRamp(ramp.slice(0, -1))} disabled={ramp.length === 0}>
            {t("screens.targets.capacity.fewer")}
          </Button>
        </div>
      </section>
      <section aria-labelledby="capacity-steady">
        <h2 id="capacity-steady">{t("screens.targets.capacity.steady")}</h2>
        <p className={styles["note"]}>{t("screens.targets.capacity.steadyText")}</p>
        <div className={styles["values"]}>
          <InputNumber min={0} max={36} precision={0} aria-label={t("screens.targets.capacity.steady")} value={steady} onChange={(value) => setSteady(value ?? 0)} />
          <Button type="primary" disabled={JSON.stringify(changes) === JSON.stringify(base)} onClick={save}>
            {t("screens.targets.capacity.save")}
          </Button>
        </div>
      </section>
    </div>
  );
}

/** What people can carry: by level, and by months since hire. */
export function TargetCapacity() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ["target_capacity"],
    queryFn: async ({ signal }): Promise<Capacity> => must(await api.GET("/api/v1/targets/capacity", { signal })),
    meta: live("target_capacity"),
  });
  if (!data && !error) return <PageSkeleton />;
  return (
    <Page title={t("shell.nav.settings")}>
      <SettingsTabs />
      {data ? <Editor key={data.version} capacity={data} /> : <Failing error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}
