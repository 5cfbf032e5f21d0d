import ClockCircleOutlined from "@ant-design/icons/ClockCircleOutlined";
import { Button } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useClocks } from "@/resource/dispatch/useClocks";
import { Countdown } from "@/resource/dispatch/Countdown";
import { useMay } from "@/shared/session/session";
import { Opening } from "./Opening";
import styles from "./ClockBadge.module.css";

const ClockPanel = lazy(() => import("@/resource/dispatch/ClockPanel"));

const panel = (close: () => void) => (
  <Suspense>
    <ClockPanel onDone={close} />
  </Suspense>
);

/** My clocks: the nearest counts down here, all of them are a press away. */
export default function ClockBadge() {
  const { t } = useTranslation();
  const may = useMay();
  const { clocks } = useClocks();
  const [first] = clocks;
  if (!may("dispatch.read")) return null;
  return (
    <Opening panel={panel}>
      <Button type="text" className={styles["badge"] ?? ""} icon={<ClockCircleOutlined />}>
        {first?.due_at && <Countdown warn={first.warn_at} due={first.due_at} />}
        {clocks.length > 1 && <small>+{clocks.length - 1}</small>}
        <span className="visually-hidden">{t("screens.clock.label", { n: clocks.length })}</span>
      </Button>
    </Opening>
  );
}
