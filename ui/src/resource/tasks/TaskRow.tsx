import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import { Button, Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import type { Task } from "@/api/types";
import { recordPath } from "@/shared/records";
import { useMe } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { useNow } from "@/shared/ui/useNow";
import { OnDay, When } from "@/shared/ui/When";
import { useTaskVerbs } from "./taskApi";
import styles from "./Tasks.module.css";

interface Props {
  task: Task;
  onOpen: (task: Task) => void;
  /** On the page of the record that it is about. */
  within?: boolean;
}

/** One task: tick it off, open it, see when it is due and what it is about. */
export function TaskRow({ task, onOpen, within = false }: Props) {
  const { t } = useTranslation();
  const { id: me } = useMe();
  const now = useNow();
  const { toggle, remove } = useTaskVerbs();
  const { title, due_at: due, due_on: day, done_at: done, priority, actions, subject_kind: kind, subject_id: about, subject_title: named } = task;
  const late = due !== null && !done && new Date(due) < now;
  const path = kind && about ? recordPath(kind, about) : null;
  return (
    <div className={styles["row"]} data-done={done !== null}>
      <Checkbox
        checked={done !== null}
        disabled={!actions.includes("complete") && !actions.includes("reopen")}
        aria-label={t(done ? "screens.task.reopen" : "screens.task.finish", { title })}
        onChange={() => toggle(task)}
      />
      <span className={styles["what"]}>
        <button type="button" className={styles["title"]} onClick={() => onOpen(task)}>
          {title}
        </button>
        <small>
          {due && (
            <span className={styles["due"]} data-late={late}>
              {day ? <OnDay date={day} /> : <When at={due} />}
            </span>
          )}
          {!within && path && named && <PathLink to={path}>{named}</PathLink>}
          {task.owner_id !== me && <span>{task.owner_name}</span>}
        </small>
      </span>
      <span className={styles["end"]}>
        {priority === "high" && !done && <Mark tone="bad">{t("enums.task_priority.high")}</Mark>}
        {actions.includes("remove") && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("screens.task.remove", { title })} onClick={() => remove(task)} />}
      </span>
    </div>
  );
}
