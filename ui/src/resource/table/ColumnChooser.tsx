import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import TableOutlined from "@ant-design/icons/TableOutlined";
import { Button, Checkbox, InputNumber, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { fieldLabel } from "@/resource/texts";
import type { Column } from "@/resource/types";
import { moved, type PlannedColumn } from "@/resource/views/plan";
import styles from "./ColumnChooser.module.css";

interface Props<Row> {
  kind: string;
  columns: readonly Column<Row>[];
  chosen: readonly PlannedColumn[];
  choose: (columns: readonly PlannedColumn[]) => void;
}

/** Which columns to see, in which order, how wide. */
export function ColumnChooser<Row>({ kind, columns, chosen, choose }: Props<Row>) {
  const { t } = useTranslation();
  const word = (name: string): string => fieldLabel(t, kind, name);
  const hidden = columns.filter(({ name }) => !chosen.some((one) => one.name === name));
  const content = (
    <div className={styles["list"]}>
      {chosen.map((column, place) => (
        <div key={column.name} className={styles["row"]}>
          <Checkbox checked disabled={place === 0} onChange={() => choose(chosen.filter(({ name }) => name !== column.name))}>
            {word(column.name)}
          </Checkbox>
          <InputNumber
            size="small"
            className={styles["width"] ?? ""}
            aria-label={t("conditions.views.width", { column: word(column.name) })}
            min={40}
            max={1000}
            step={20}
            precision={0}
            value={column.width ?? columns.find(({ name }) => name === column.name)?.width ?? 140}
            onChange={(width) => choose(chosen.map((one) => (one.name === column.name ? { ...one, width } : one)))}
          />
          <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={place < 2} aria-label={t("conditions.views.up", { column: word(column.name) })} onClick={() => choose(moved(chosen, place, place - 1))} />
          <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={place === 0 || place === chosen.length - 1} aria-label={t("conditions.views.down", { column: word(column.name) })} onClick={() => choose(moved(chosen, place, place + 1))} />
        </div>
      ))}
      {hidden.map(({ name }) => (
        <div key={name} className={styles["row"]}>
          <Checkbox checked={false} onChange={() => choose([...chosen, { name }])}>
            {word(name)}
          </Checkbox>
        </div>
      ))}
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight" title={t("shell.list.columns")}>
      <Button icon={<TableOutlined />} aria-label={t("shell.list.columns")} title={t("shell.list.columns")} />
    </Popover>
  );
}
