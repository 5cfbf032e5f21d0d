import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Lead } from "@/api/types";
import { ChatsOf } from "@/resource/chat/ChatsOf";
import { TasksOf } from "@/resource/tasks/TasksOf";
import { recordPath } from "@/shared/records";
import { useMay } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./LeadRelations.module.css";

const LeadDispatch = lazy(() => import("./LeadDispatch"));

/** What a lead became, and where it came from. */
export function LeadRelations({ lead }: { lead: Lead }) {
  const { t } = useTranslation();
  const may = useMay();
  const links = [
    ["customer", lead.customer_id],
    ["opportunity", lead.opportunity_id],
    ["import", lead.import_id],
  ] as const;
  const known = links.flatMap(([kind, id]) => (id === null ? [] : [{ kind, to: recordPath(kind, id) ?? "/" }]));
  return (
    <>
      <Suspense>{may("dispatch.read") && <LeadDispatch lead={lead.id} />}</Suspense>
      <ChatsOf kind="lead" id={lead.id} />
      <TasksOf about={{ kind: "lead", id: lead.id }} />
      <section>
      <h2 className={styles["title"]}>{t("screens.lead.relations.title")}</h2>
      {known.length === 0 && <p className={styles["none"]}>{t("screens.lead.relations.none")}</p>}
      <ul>
        {known.map(({ kind, to }) => (
          <li key={kind}>
            <PathLink to={to}>{t(`screens.lead.relations.${kind}`)}</PathLink>
          </li>
        ))}
      </ul>
      </section>
    </>
  );
}
