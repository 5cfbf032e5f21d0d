import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CREATABLE } from "@/app/nav";
import { useMay } from "@/shared/session/session";
import { splitPath } from "@/shared/urlSearch";
import { IconMenu } from "./IconMenu";

/** Makes a new record from anywhere. */
export function QuickCreate() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const offers = CREATABLE.filter(({ needs }) => may(needs));
  if (offers.length === 0) return null;
  const open = (to: string): void => void navigate(splitPath(to) as never);
  return (
    <IconMenu
      label={t("shell.create.label")}
      icon={<PlusOutlined />}
      items={offers.map(({ key, to }) => ({ key: to, label: t(`shell.create.${key}`) }))}
      onPick={open}
    />
  );
}
