import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import { Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { useTellFailure } from "@/shared/ui/useTell";
import { Estimate } from "./Estimate";
import { FORMATS, useAsk, useEstimate, type Format, type Shown } from "./exporting";

const ExportDialog = lazy(() => import("./ExportDialog"));

/** Exports exactly what the list shows: at once where that is allowed, else after the few questions that have to be asked. */
export function ExportMenu(shown: Shown) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<Format>();
  const estimate = useEstimate(shown, open || asking !== undefined);
  const ask = useAsk(shown);
  const start = (format: Format): void => {
    if (estimate.data?.need) return setAsking(format);
    ask.mutate(
      { format, columns: shown.columns, reason: "" },
      { onError: (error) => (asProblem(error).code === "exporting.reason_needed" ? setAsking(format) : tell(error)) },
    );
  };
  const items = [
    { key: "said", disabled: true, label: <Estimate estimate={estimate.data} error={estimate.error} brief /> },
    ...FORMATS.map((format) => ({ key: format, label: t(`shell.export.${format}`), onClick: () => start(format) })),
    { type: "divider" as const },
    { key: "more", label: t("screens.export.more"), onClick: () => setAsking("xlsx") },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight" autoFocus open={open} onOpenChange={setOpen}>
        <Button icon={<DownloadOutlined />} loading={ask.isPending} aria-label={t("shell.export.label")} title={t("shell.export.label")} />
      </Dropdown>
      <Suspense>{asking && <ExportDialog shown={shown} format={asking} estimate={estimate.data} error={estimate.error} onClose={() => setAsking(undefined)} />}</Suspense>
    </>
  );
}
