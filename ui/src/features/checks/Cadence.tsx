import { Form, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import type { ProgrammeIn } from "./checkApi";
import styles from "./Checks.module.css";

const TIMES = Array.from({ length: 29 }, (_, place) => 7 * 60 + place * 30);
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

interface Props {
  draft: ProgrammeIn;
  set: (change: Partial<ProgrammeIn>) => void;
}

/** How often it draws by itself, and when. */
export function Cadence({ draft, set }: Props) {
  const { t } = useTranslation();
  const label = (name: string): string => t(`screens.checks.f.${name}`);
  const cadence = draft.cadence ?? "weekly";
  const minute = draft.minute ?? 540;
  const times = TIMES.includes(minute) ? TIMES : [minute, ...TIMES];
  return (
    <div className={styles["pair"]}>
      <Form.Item label={label("cadence")}>
        <Select
          aria-label={label("cadence")}
          value={cadence}
          onChange={(value) => set({ cadence: value })}
          options={(["daily", "weekly", "monthly", "once"] as const).map((value) => ({ value, label: enumText(t, "check_cadence", value) }))}
        />
      </Form.Item>
      {cadence === "weekly" && (
        <Form.Item label={label("weekday")}>
          <Select aria-label={label("weekday")} value={draft.weekday ?? 1} onChange={(weekday: number) => set({ weekday })} options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: t(`screens.checks.weekday.${value}`) }))} />
        </Form.Item>
      )}
      {cadence === "monthly" && (
        <Form.Item label={label("monthday")}>
          <InputNumber aria-label={label("monthday")} className={styles["wide"] ?? ""} min={1} max={20} value={draft.monthday ?? 1} onChange={(value) => set({ monthday: value ?? 1 })} />
        </Form.Item>
      )}
      {cadence === "once" ? (
        <Form.Item label={label("span")}>
          <InputNumber aria-label={label("span")} className={styles["wide"] ?? ""} min={1} max={92} value={draft.span_days ?? 7} onChange={(value) => set({ span_days: value ?? 7 })} />
        </Form.Item>
      ) : (
        <Form.Item label={label("time")}>
          <Select aria-label={label("time")} value={minute} onChange={(value: number) => set({ minute: value })} options={times.map((value) => ({ value, label: clock(value) }))} />
        </Form.Item>
      )}
    </div>
  );
}
