import { useTranslation } from "react-i18next";
import styles from "./Import.module.css";

const STEPS = ["file", "columns", "result"] as const;

/** Where one is in an import. */
export function Steps({ at }: { at: number }) {
  const { t } = useTranslation();
  return (
    <ol className={styles["steps"]}>
      {STEPS.map((step, index) => (
        <li key={step} data-state={index === at ? "here" : index < at ? "passed" : "ahead"} aria-current={index === at ? "step" : undefined}>
          <span>{index + 1}</span>
          {t(`screens.import.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
