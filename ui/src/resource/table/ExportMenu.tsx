import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { Query } from "@/resource/types";
import { apiSearch } from "@/shared/urlSearch";

const FORMATS = ["xlsx", "csv"] as const;

/** Exports exactly what the list shows, as a file. */
export function ExportMenu({ path, query }: { path: string; query: Query }) {
  const { t } = useTranslation();
  const items = FORMATS.map((format) => ({
    key: format,
    label: (
      <a href={`${path}${apiSearch({ ...query, format })}`} download>
        {t(`shell.export.${format}`)}
      </a>
    ),
  }));
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button icon={<DownloadOutlined />} aria-label={t("shell.export.label")} title={t("shell.export.label")} />
    </Dropdown>
  );
}
