import { keepPreviousData } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Task } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { TaskRow } from "./TaskRow";
import styles from "./Tasks.module.css";

const FIRST = 50;
const MOST = 200;
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
export function TaskGroup(props: Props) {
  return <Group key={`${props.bucket} ${props.owner}`} {...props} />;
}

function Group({ bucket, count, owner, limit = FIRST, named = false }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Task>();
  const [most, setMost] = useState(limit);
  const query = { bucket, limit: most, ...(owner !== undefined && { owner_id: owner }) };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/tasks", { params: { query } }, { meta: live("task"), enabled: count !== 0, placeholderData: keepPreviousData });
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
      {data.next && most < MOST && (
        <Button type="link" size="small" onClick={() => setMost(MOST)}>
          {t("shell.list.more")}
        </Button>
      )}
      <Suspense>{open && <TaskForm key={open.id} task={open} onClose={() => setOpen(undefined)} />}</Suspense>
    </section>
  );
}
