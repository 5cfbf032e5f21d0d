import { Slider } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./Split.module.css";

export type Mix = Record<string, number>;

interface Props {
  methods: readonly string[];
  value: Mix;
  onChange: (mix: Mix) => void;
}

/** How much each way of dividing counts. */
export function MixSliders({ methods, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["mix"]}>
      {methods.map((method) => {
        const label = t(`screens.targets.split.method.${method}`);
        const times = value[method] ?? 0;
        return [
          <span key={`${method} label`}>{label}</span>,
          <Slider key={method} min={0} max={10} value={times} ariaLabelForHandle={label} onChange={(next: number) => onChange({ ...value, [method]: next })} />,
          <span key={`${method} times`}>{times}</span>,
        ];
      })}
    </div>
  );
}
