import CheckCircleFilled from "@ant-design/icons/CheckCircleFilled";
import CloseOutlined from "@ant-design/icons/CloseOutlined";
import ExclamationCircleFilled from "@ant-design/icons/ExclamationCircleFilled";
import { useTranslation } from "react-i18next";
import styles from "./Toasts.module.css";
import { dismiss, hold, letGo, useToasts, type Toast } from "./toast";
import { useUndoKey } from "./useUndoKey";

const ICON = { good: <CheckCircleFilled />, bad: <ExclamationCircleFilled />, plain: null };

function Line({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const { action } = toast;
  const act = (): void => {
    dismiss(toast.id);
    action?.run();
  };
  return (
    // whoever reads or reaches for it has the time they need
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles["toast"]}
      data-tone={toast.tone}
      onMouseEnter={() => hold(toast.id)}
      onMouseLeave={() => letGo(toast)}
      onFocus={() => hold(toast.id)}
      onBlur={() => letGo(toast)}
    >
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
  useUndoKey(toasts);
  return (
    <div className={styles["stack"]} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <Line key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
