import { Checkbox } from "antd";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { ItemFacts } from "./ItemFacts";
import { ItemMenu } from "./ItemMenu";
import type { PlanItem } from "./planApi";
import styles from "./Plans.module.css";

export type Verb = "edit" | "finish" | "drop" | "carry" | "remove" | "reopen" | "learn" | "up" | "down" | "log";

interface Props {
  item: PlanItem;
  /** It can be put before and after others. */
  sortable: boolean;
  onVerb: (verb: Verb) => void;
  onDragStart: () => void;
  onDrop: () => void;
}

/** One thing of a plan: tick it off, open it, and all that can become of it. Alt with an arrow moves it. */
export function ItemRow({ item, sortable, onVerb, onDragStart, onDrop }: Props) {
  const { t } = useTranslation();
  const { title, state, actions } = item;
  const open = actions.includes("edit");
  const done = state === "done";
  const keys = (event: KeyboardEvent): void => {
    if (!event.altKey || !sortable || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onVerb(event.key === "ArrowUp" ? "up" : "down");
  };
  return (
    <li className={styles["row"]} data-state={state}>
      <Checkbox
        checked={done}
        disabled={!actions.includes(done ? "reopen" : "finish")}
        aria-label={t(done ? "screens.plans.reopen" : "screens.plans.finish", { title })}
        onChange={() => onVerb(done ? "reopen" : "finish")}
      />
      <span className={styles["what"]}>
        {open || actions.includes("learn") ? (
          <button
            type="button"
            className={styles["title"]}
            aria-label={t("screens.plans.open", { title })}
            draggable={sortable}
            onDragStart={onDragStart}
            onDragOver={(event) => sortable && event.preventDefault()}
            onDrop={onDrop}
            onKeyDown={keys}
            onClick={() => onVerb(open ? "edit" : "learn")}
          >
            {title}
          </button>
        ) : (
          <span className={styles["title"]}>{title}</span>
        )}
        <ItemFacts item={item} />
      </span>
      <ItemMenu item={item} sortable={sortable} onVerb={onVerb} />
    </li>
  );
}
