import { Button } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Touchpoint } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { useOwnView } from "@/resource/useOwnView";
import { useRefresh } from "@/resource/useRecord";
import { recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { ActivityTabs } from "@/resource/work/ActivityTabs";
import styles from "./Activities.module.css";
import { removeTouchpoint, restoreTouchpoint, TOUCHPOINT_FILTERS, touchpoints } from "./touchpointResource";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));
const TOUCHED = ["lead", "customer", "opportunity", "activity"];

/** Takes a contact away, with the way back in reach. */
function useRemoval(): (row: Touchpoint) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const then = (run: Promise<unknown>, done: () => void): void => void run.then(done, tell).finally(() => refresh(...TOUCHED));
  return ({ id }) =>
    then(removeTouchpoint(id), () =>
      toast("plain", t("screens.activity.removed"), {
        label: t("comments.undo"),
        run: () => then(restoreTouchpoint(id), () => toast("good", t("screens.activity.restored"))),
      }),
    );
}

function useSpec(edit: (row: Touchpoint) => void, remove: (row: Touchpoint) => void): ListSpec<Touchpoint> {
  const { t } = useTranslation();
  return {
    columns: [
      {
        name: "subject_id",
        width: 150,
        render: (row) => (row.subject_title ? <PathLink to={recordPath(row.subject_kind, row.subject_id) ?? "/"}>{row.subject_title}</PathLink> : t("screens.activity.hidden")),
      },
      { name: "subject_kind", width: 80, optional: true },
      { name: "occurred_at", width: 120, sortable: true, card: "fact" },
      { name: "method", width: 70, card: "mark" },
      { name: "contact_name", width: 80, card: "fact" },
      { name: "purpose", width: 130, card: "line" },
      { name: "result", width: 80, card: "fact" },
      { name: "effect", width: 100 },
      { name: "content", width: 140 },
      { name: "next_contact_at", width: 110, card: "fact" },
      { name: "owner_name", width: 80, card: "fact" },
      { name: "customer_id", width: 180, optional: true },
      { name: "unit_name", width: 120, optional: true },
      {
        name: "verbs",
        width: 120,
        card: "fact",
        render: (row) =>
          row.actions.length > 0 && (
            <span className={styles["verbs"]}>
              <Button size="small" onClick={() => edit(row)}>
                {t("comments.edit")}
              </Button>
              <Button size="small" type="text" onClick={() => remove(row)}>
                {t("comments.remove")}
              </Button>
            </span>
          ),
      },
    ],
    filters: TOUCHPOINT_FILTERS,
    sort: "-occurred_at",
    conditions: true,
  };
}

/** Every contact that was had, by whom, with what result. */
export function TouchpointList() {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Touchpoint>();
  const spec = useOwnView(useSpec(setEditing, useRemoval()), "activity");
  const subject = useMemo(() => editing && { kind: editing.subject_kind, id: editing.subject_id, title: editing.subject_title ?? "" }, [editing]);
  return (
    <>
      <ResourceTable
        resource={touchpoints}
        spec={spec}
        title={t("shell.nav.activities")}
        tabs={<ActivityTabs />}
        empty={{ title: t("screens.activity.empty.title"), text: t("screens.activity.empty.text") }}
      />
      <Suspense>{subject && <LogContact key={editing?.id} subject={subject} editing={editing} onClose={() => setEditing(undefined)} />}</Suspense>
    </>
  );
}
