import { useId, type ReactNode } from "react";
import styles from "./Forms.module.css";

interface Props {
  label: string;
  help?: string | undefined;
  wrong?: string | undefined;
  children: (id: string) => ReactNode;
}

/** A control with its words: what it is, what it is for, what is wrong with it. */
export function Labelled({ label, help, wrong, children }: Props) {
  const id = useId();
  return (
    <div className={styles["labelled"]}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {help && <small>{help}</small>}
      {wrong && <span role="alert">{wrong}</span>}
    </div>
  );
}
