import CheckCircleFilled from "@ant-design/icons/CheckCircleFilled";
import CloseOutlined from "@ant-design/icons/CloseOutlined";
import ExclamationCircleFilled from "@ant-design/icons/ExclamationCircleFilled";
import { useTranslation } from "react-i18next";
import styles from "./Toasts.module.css";
import { dismiss, useToasts, type Toast } from "./toast";

const ICON = { good: <CheckCircleFilled />, bad: <ExclamationCircleFilled />, plain: null };

function Line({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const { action } = toast;
  const act = (): void => {
    dismiss(toast.id);
    action?.run();
  };
  return (
    <div className={styles["toast"]} data-tone={toast.tone}>
      {ICON[toast.tone]}
      <span>{toast.text}</span>
      {action && (
        <button type="button" className={styles["action"]} onClick={act}>
          {action.label}
        </button>
      )}
      <button type="button" className={styles["close"]} aria-label={t("shell.close")} onClick={() => dismiss(toast.id)}>
        <CloseOutlined />
      </button>
    </div>
  );
}

/** Where toasts appear; read out politely. */
export function Toasts() {
  const toasts = useToasts();
  return (
    <div className={styles["stack"]} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <Line key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
