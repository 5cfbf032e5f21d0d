import WarningOutlined from "@ant-design/icons/WarningOutlined";
import type { DispatchRule } from "@/api/types";
import styles from "./Rules.module.css";

/** What is wrong with a valid rule by now. */
export function Cautions({ cautions }: { cautions: DispatchRule["cautions"] }) {
  if (cautions.length === 0) return null;
  return (
    <ul className={styles["cautions"]}>
      {cautions.map(({ code, text }) => (
        <li key={code}>
          <WarningOutlined aria-hidden="true" /> {text}
        </li>
      ))}
    </ul>
  );
}
