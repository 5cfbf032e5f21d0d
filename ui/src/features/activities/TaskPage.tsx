import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { BUCKETS, TaskGroup } from "@/resource/tasks/TaskGroups";
import { TaskRow } from "@/resource/tasks/TaskRow";
import styles from "@/resource/tasks/Tasks.module.css";
import { live, liveOne } from "@/shared/live/meta";
import { useMay, useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import type { Search } from "@/shared/urlSearch";
import { ActivityTabs } from "@/resource/work/ActivityTabs";

const TaskForm = lazy(() => import("@/resource/tasks/TaskForm"));
const RECENT = 30;

/** Tasks that are done, the newest first. */
function Done({ owner }: { owner: number | undefined }) {
  const { t } = useTranslation();
  const query = { open: false, sort: "-created_at", limit: RECENT, ...(owner !== undefined && { owner_id: owner }) };
  const { data } = $api.useQuery("get", "/api/v1/tasks", { params: { query } }, { meta: live("task") });
  if (!data) return null;
  if (data.items.length === 0) return <Empty title={t("screens.task.noneDone")} />;
  return (
    <ul className={styles["list"]}>
      {data.items.map((task) => (
        <li key={task.id}>
          <TaskRow task={task} onOpen={() => undefined} />
        </li>
      ))}
    </ul>
  );
}

/** A task that a link leads to, such as that of a notification. */
function Linked({ id, onClose }: { id: number; onClose: () => void }) {
  const { data, error } = $api.useQuery("get", "/api/v1/tasks/{id}", { params: { path: { id } } }, { meta: liveOne("task", id) });
  if (error && !data) return <Failing error={error} />;
  return <Suspense>{data && <TaskForm key={id} task={data} onClose={onClose} />}</Suspense>;
}

/** What is to be done: overdue, today, later; mine, or of all whose tasks I see. */
export function TaskPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { id: me, permissions } = useMe();
  const navigate = useNavigate();
  const { id: linked } = useParams({ strict: false }) as { id?: string };
  const search = useSearch({ strict: false }) as Search;
  const beyond = permissions["task.read"] !== "own";
  const whose = beyond && search["whose"] === "all" ? "all" : "mine";
  const shown = search["show"] === "done" ? "done" : "open";
  const owner = whose === "mine" ? me : undefined;
  const asked = { params: { query: owner === undefined ? {} : { owner_id: owner } } };
  const { data: counts, error, refetch } = $api.useQuery("get", "/api/v1/tasks/counts", asked, { meta: live("task") });
  const go = (change: Search): void => void navigate({ to: "/tasks", search: { ...search, ...change } as never, replace: true });
  const { new: wanted, ...rest } = search;
  const nothing = counts && BUCKETS.every((bucket) => counts[bucket] === 0);
  const create = may("task.create") && (
    <Button type="primary" onClick={() => go({ new: "1" })}>
      {t("shell.create.task")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.activities")} actions={create}>
      <ActivityTabs />
      <div className={styles["bar"]}>
        <Segmented aria-label={t("screens.task.show")} value={shown} onChange={(show) => go({ show })} options={["open", "done"].map((value) => ({ value, label: t(`screens.task.${value}Ones`) }))} />
        {beyond && (
          <Segmented aria-label={t("screens.task.whose")} value={whose} onChange={(value) => go({ whose: value })} options={["mine", "all"].map((value) => ({ value, label: t(`screens.task.${value}`) }))} />
        )}
      </div>
      <div className={styles["page"]}>
        {error && !counts && <Failing error={error} onRetry={() => void refetch()} />}
        {shown === "done" && <Done owner={owner} />}
        {shown === "open" && nothing && <Empty title={t("screens.task.empty.title")} text={t("screens.task.empty.text")} action={create || undefined} />}
        {shown === "open" && counts && BUCKETS.map((bucket) => <TaskGroup key={bucket} bucket={bucket} count={counts[bucket]} owner={owner} />)}
      </div>
      <Suspense>{wanted && <TaskForm onClose={() => void navigate({ to: "/tasks", search: rest as never, replace: true })} />}</Suspense>
      {linked && <Linked id={Number(linked)} onClose={() => go({})} />}
    </Page>
  );
}
