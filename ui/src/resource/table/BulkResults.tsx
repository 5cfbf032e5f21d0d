import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { RowResult } from "@/api/types";
import styles from "./BulkResults.module.css";

interface Props {
  results: readonly RowResult[];
  titleOf: (id: number) => string;
  onClose: () => void;
}

/** What became of each chosen record; the refused ones with the reason. */
export function BulkResults({ results, titleOf, onClose }: Props) {
  const { t } = useTranslation();
  const refused = results.filter(({ ok }) => !ok);
  const summary = t("shell.bulk.summary", { done: results.length - refused.length, refused: refused.length });
  return (
    <Modal open title={summary} onCancel={onClose} onOk={onClose} okText={t("shell.bulk.understood")} cancelButtonProps={{ hidden: true }}>
      <ul className={styles["list"]}>
        {refused.map(({ id, index, detail, code }) => (
          <li key={id ?? index}>
            <b>{id ? titleOf(id) : index}</b>
            <span>{detail ?? code}</span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
