import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ToolProps } from "./tools";

/** From the sheet to how it stands. */
export default function TrackingTool({ tree }: ToolProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return <Button onClick={() => void navigate({ to: `/targets/${tree.id}/tracking` })}>{t("screens.tracking.open")}</Button>;
}
