import { keepPreviousData } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Task } from "@/api/types";
import { Relation } from "@/resource/detail/Relation";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import type { TaskSubject } from "./TaskForm";
import { TaskRow } from "./TaskRow";

const TaskForm = lazy(() => import("./TaskForm"));
const FIRST = 20;
const MOST = 200;

/** What is still to be done about a record, whoever is to do it. */
export function TasksOf({ about }: { about: TaskSubject }) {
  return <Tasks key={`${about.kind} ${about.id}`} about={about} />;
}

function Tasks({ about }: { about: TaskSubject }) {
  const { t } = useTranslation();
  const may = useMay();
  const [form, setForm] = useState<{ task?: Task }>();
  const [limit, setLimit] = useState(FIRST);
  const query = { subject_kind: about.kind, subject_id: about.id, open: true, limit };
  const { data, error } = $api.useQuery("get", "/api/v1/tasks", { params: { query } }, { meta: live("task"), enabled: may("task.read"), placeholderData: keepPreviousData });
  if (!may("task.read")) return null;
  return (
    <>
      <Relation
        title={t("screens.task.title")}
        action={
          may("task.create") && (
            <Button type="link" size="small" onClick={() => setForm({})}>
              {t("shell.create.task")}
            </Button>
          )
        }
        items={data?.items}
        error={error}
        empty={t("screens.task.noneHere")}
        more={data?.next && limit < MOST ? () => setLimit(MOST) : undefined}
        render={(task) => <TaskRow task={task} within onOpen={(one) => setForm({ task: one })} />}
      />
      <Suspense>{form && <TaskForm key={form.task?.id} task={form.task} about={about} onClose={() => setForm(undefined)} />}</Suspense>
    </>
  );
}
