import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { problemText } from "./problemText";
import styles from "./States.module.css";

/** Says what went wrong in the place where the thing should be, and offers to try again where that can help. */
export function Failing({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const hopeless = problem.status === 403 || problem.status === 404;
  return (
    <div className={styles["state"]} role="alert">
      <p className={styles["title"]}>{problemText(problem, t)}</p>
      {problem.transient && <p className={styles["text"]}>{t("shell.failing.kept")}</p>}
      {onRetry && !hopeless && <Button onClick={onRetry}>{t("shell.failing.retry")}</Button>}
    </div>
  );
}
