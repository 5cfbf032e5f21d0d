import { Radio, Select } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./Split.module.css";
import type { TargetTree } from "./types";

export interface Rounding {
  step: number;
  keep: "locked" | "set";
}

const STEPS = { money: [1, 10_000, 100_000, 1_000_000, 10_000_000], count: [1, 5, 10, 100] } as const;

/** To what figures are rounded, and what stays. */
export function StepAndKeep({ tree, value, onChange }: { tree: TargetTree; value: Rounding; onChange: (value: Rounding) => void }) {
  const { t } = useTranslation();
  const measured = tree.metric.measured === "money" ? "money" : "count"; // ratios are not divided
  const options = STEPS[measured].map((step) => ({ value: step, label: t(`screens.targets.split.step.${measured}.${step}`) }));
  return (
    <>
      <div className={styles["line"]}>
        <span>{t("screens.targets.split.rounding")}</span>
        <Select aria-label={t("screens.targets.split.rounding")} style={{ width: 160 }} value={value.step} options={options} onChange={(step: number) => onChange({ ...value, step })} />
      </div>
      <Radio.Group
        value={value.keep}
        onChange={(event) => onChange({ ...value, keep: event.target.value as Rounding["keep"] })}
        options={(["locked", "set"] as const).map((one) => ({ value: one, label: t(`screens.targets.split.keep.${one}`) }))}
      />
    </>
  );
}
