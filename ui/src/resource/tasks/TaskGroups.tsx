import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Task } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { TaskRow } from "./TaskRow";
import styles from "./Tasks.module.css";

const TaskForm = lazy(() => import("./TaskForm"));
export const BUCKETS = ["overdue", "today", "later", "undated"] as const;
export type TaskBucket = (typeof BUCKETS)[number];

interface Props {
  bucket: TaskBucket;
  /** How many there are, when known. */
  count?: number | undefined;
  owner?: number | undefined;
  limit?: number;
  /** Among other things: say that these are tasks. */
  named?: boolean;
}

/** One part of a list of open tasks; nothing where there are none. */
export function TaskGroup({ bucket, count, owner, limit = 100, named = false }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Task>();
  const query = { bucket, limit, ...(owner !== undefined && { owner_id: owner }) };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/tasks", { params: { query } }, { meta: live("task"), enabled: count !== 0 });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (count === 0 || !data || data.items.length === 0) return null;
  const title = named ? `${t("screens.task.title")} · ${t(`screens.task.${bucket}`)}` : t(`screens.task.${bucket}`);
  return (
    <section className={styles["group"]} data-alarm={bucket === "overdue"} aria-label={title}>
      <h2>
        {title}
        <b>{count ?? data.items.length}</b>
      </h2>
      <ul className={styles["list"]}>
        {data.items.map((task) => (
          <li key={task.id}>
            <TaskRow task={task} onOpen={setOpen} />
          </li>
        ))}
      </ul>
      <Suspense>{open && <TaskForm key={open.id} task={open} onClose={() => setOpen(undefined)} />}</Suspense>
    </section>
  );
}
