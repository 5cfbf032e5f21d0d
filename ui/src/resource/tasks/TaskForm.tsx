import { useTranslation } from "react-i18next";
import type { BodyOf, EditOf, Task } from "@/api/types";
import FormDrawer from "@/resource/form/FormDrawer";
import type { Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { useMay } from "@/shared/session/session";
import { toast } from "@/shared/ui/toast";
import { assignTask, createTask, editTask } from "./taskApi";
import { changesOf, dueOf, formValues, taskFields } from "./taskFields";

export interface TaskSubject {
  kind: NonNullable<Task["subject_kind"]>;
  id: number;
  title?: string;
}

interface Props {
  /** The task to change; a new one without. */
  task?: Task | undefined;
  about?: TaskSubject | undefined;
  /** What a new one starts with. */
  given?: Values | undefined;
  /** The name of whom it starts with. */
  owner?: string;
  onClose: () => void;
}

const INITIAL: Values = { priority: "normal", whole_day: true };

/** A new task, or one to change. */
export default function TaskForm({ task, about, given, owner = "", onClose }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const refresh = useRefresh();
  const fields = taskFields(task ? task.actions.includes("assign") : may("task.assign"));
  const create = async (values: Values, key: string): Promise<void> => {
    const { due_at: _moment, whole_day: _day, ...rest } = values;
    const subject = about && { subject_kind: about.kind, subject_id: about.id };
    await createTask({ ...rest, ...dueOf(values), ...subject } as BodyOf<"/api/v1/tasks">, key);
    toast("good", t("screens.task.created"));
  };
  const change = async (values: Values, one: Task): Promise<void> => {
    const changes = changesOf(values, one);
    const { version } = one;
    if (Object.keys(changes).length > 0) await editTask(one.id, { changes, version } as EditOf<"/api/v1/tasks/{id}">);
    const holder = values["owner_id"];
    if (typeof holder === "number" && holder !== one.owner_id) await assignTask(one.id, holder);
    toast("good", t("screens.task.changed"));
  };
  const submit = async (values: Values, key: string): Promise<void> => {
    await (task ? change(values, task) : create(values, key));
    refresh("task", ...(about ? [about.kind] : []));
  };
  const title = task ? t("screens.task.edit") : about?.title ? t("screens.task.about", { title: about.title }) : t("shell.create.task");
  return (
    <FormDrawer
      kind="task"
      title={title}
      fields={fields}
      initial={task ? formValues(task) : { ...INITIAL, ...given }}
      known={{ owner_id: task?.owner_name ?? owner }}
      submit={submit}
      onClose={onClose}
    />
  );
}
