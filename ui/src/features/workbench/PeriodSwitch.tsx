import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { PERIODS, useBoard, type BoardPeriod } from "./useBoard";

/** This month or this quarter. */
export function PeriodSwitch() {
  const { t } = useTranslation();
  const { period, askPeriod } = useBoard();
  return (
    <Segmented<BoardPeriod>
      size="small"
      aria-label={t("screens.workbench.period")}
      value={period}
      onChange={askPeriod}
      options={PERIODS.map((value) => ({ value, label: t(`screens.analytics.period.${value}`) }))}
    />
  );
}
