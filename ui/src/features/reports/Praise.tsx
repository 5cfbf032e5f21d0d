import LikeFilled from "@ant-design/icons/LikeFilled";
import LikeOutlined from "@ant-design/icons/LikeOutlined";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useAct } from "@/resource/useAct";
import { useMe } from "@/shared/session/session";
import { praiseReport } from "./reportApi";
import type { Report } from "./types";

/** Says that a report is good, or takes that back. */
export function Praise({ report }: { report: Report }) {
  const { t } = useTranslation();
  const act = useAct();
  const { id: me } = useMe();
  const good = report.readers.some((one) => one.id === me && one.good_at !== null);
  const press = (): void => act({ run: () => praiseReport(report.id, !good), done: good ? "screens.reports.unpraised" : "screens.reports.praised", touches: ["report"] });
  return (
    <Button type={good ? "primary" : "default"} icon={good ? <LikeFilled /> : <LikeOutlined />} aria-pressed={good} onClick={press}>
      {t("screens.reports.good")}
    </Button>
  );
}
