import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { today } from "@/shared/days";
import { periodText } from "./periods";
import { GRAINS, type Grain } from "./planApi";
import styles from "./Plans.module.css";

interface Props {
  grain: Grain;
  /** What is shown; undefined while it is not known yet. */
  shown: { starts_on: string; ends_on: string; previous: string; next: string } | undefined;
  onGo: (change: { grain?: Grain; on?: string }) => void;
}

/** Which length and which period: the one before, the one now, the one after. */
export function PeriodBar({ grain, shown, onGo }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <div className={styles["period"]}>
      <Segmented<Grain> aria-label={t("screens.plans.grain")} value={grain} onChange={(next) => onGo({ grain: next })} options={GRAINS.map((value) => ({ value, label: t(`enums.plan_grain.${value}`) }))} />
      <span className={styles["steps"]}>
        <Button icon={<LeftOutlined />} aria-label={t("screens.plans.before")} disabled={!shown} onClick={() => shown && onGo({ on: shown.previous })} />
        <Button onClick={() => onGo({ on: today() })}>{t(`screens.plans.now.${grain}`)}</Button>
        <Button icon={<RightOutlined />} aria-label={t("screens.plans.after")} disabled={!shown} onClick={() => shown && onGo({ on: shown.next })} />
      </span>
      <h2>{shown && periodText(grain, shown.starts_on, shown.ends_on, i18n.language)}</h2>
    </div>
  );
}
