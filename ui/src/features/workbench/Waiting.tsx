import styles from "./Workbench.module.css";

/** The shape of rows that are on their way. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  return (
    <div className={styles["waiting"]} aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row}>
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
