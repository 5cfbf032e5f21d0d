import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./BulkReport.module.css";
import { report, useReport } from "./reports";

const close = (): void => report(undefined);

/** Each record that did not go as asked, with the reason in words. */
export function BulkReport() {
  const { t } = useTranslation();
  const shown = useReport();
  if (!shown) return null;
  const { title, lines, action } = shown;
  const act = (): void => {
    close();
    action?.run();
  };
  const footer = [
    action && (
      <Button key="act" onClick={act}>
        {action.label}
      </Button>
    ),
    <Button key="close" type="primary" onClick={close}>
      {t("shell.bulk.understood")}
    </Button>,
  ];
  return (
    <Modal open title={title} onCancel={close} footer={footer}>
      <ul className={styles["list"]}>
        {lines.map(({ id, title: name, text }) => (
          <li key={id}>
            <b>{name}</b>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
