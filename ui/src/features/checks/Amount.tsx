import { Form, InputNumber, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import type { ProgrammeIn } from "./checkApi";
import styles from "./Checks.module.css";

interface Props {
  draft: ProgrammeIn;
  set: (change: Partial<ProgrammeIn>) => void;
}

/** How many of each person, and how they are chosen. */
export function Amount({ draft, set }: Props) {
  const { t } = useTranslation();
  const label = (name: string): string => t(`screens.checks.f.${name}`);
  const byShare = draft.each === null;
  const amount = (value: number | null): void => set(byShare ? { share: value ?? 5 } : { each: value ?? 2 });
  const change = (how: string): void => set(how === "share" ? { each: null, share: 5 } : { each: 2, share: null });
  return (
    <>
      <div className={styles["pair"]}>
        <Form.Item label={label("amount")}>
          <div className={styles["pair"]}>
            <InputNumber aria-label={label("amount")} min={1} max={byShare ? 100 : 50} value={(byShare ? draft.share : draft.each) ?? 1} onChange={amount} />
            <Segmented aria-label={label("amount")} value={byShare ? "share" : "each"} onChange={change} options={["each", "share"].map((value) => ({ value, label: label(value) }))} />
          </div>
        </Form.Item>
        <Form.Item label={label("strategy")}>
          <Select
            aria-label={label("strategy")}
            value={draft.strategy ?? "stratified"}
            onChange={(strategy) => set({ strategy })}
            options={(["stratified", "random", "risk"] as const).map((value) => ({ value, label: enumText(t, "check_strategy", value) }))}
          />
        </Form.Item>
      </div>
      <Form.Item label={label("newcomer")}>
        <InputNumber aria-label={label("newcomer")} className={styles["wide"] ?? ""} min={0} max={730} value={draft.newcomer_days ?? 0} onChange={(value) => set({ newcomer_days: value ?? 0 })} />
      </Form.Item>
    </>
  );
}
