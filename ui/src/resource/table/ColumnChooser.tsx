import TableOutlined from "@ant-design/icons/TableOutlined";
import { Button, Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { fieldLabel } from "@/resource/texts";
import type { Column } from "@/resource/types";
import styles from "./ColumnChooser.module.css";

interface Props<Row> {
  kind: string;
  columns: readonly Column<Row>[];
  chosen: string[];
  choose: (names: string[]) => void;
}

/** Which columns to see. */
export function ColumnChooser<Row>({ kind, columns, chosen, choose }: Props<Row>) {
  const { t } = useTranslation();
  const options = columns.slice(1).map(({ name }) => ({ value: name, label: fieldLabel(t, kind, name) }));
  const content = (
    <Checkbox.Group className={styles["list"] ?? ""} value={chosen} onChange={choose} options={options} />
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight" title={t("shell.list.columns")}>
      <Button icon={<TableOutlined />} aria-label={t("shell.list.columns")} title={t("shell.list.columns")} />
    </Popover>
  );
}
