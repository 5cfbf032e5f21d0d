import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaRow } from "@/api/types";
import { PlanMenu } from "@/resource/contact/PlanMenu";
import { recordPath } from "@/shared/records";
import { useMay, useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import type { Bucket } from "./AgendaList";
import styles from "./Workbench.module.css";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));

interface Props {
  rows: readonly AgendaRow[];
  bucket: Bucket;
  more: boolean;
}

/** Contacts due; one press writes down what was said and asks for the next. */
export function AgendaRows({ rows, bucket, more }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const { id: me } = useMe();
  const [logging, setLogging] = useState<AgendaRow>();
  if (rows.length === 0) return <Empty title={t(`screens.agenda.none.${bucket}`)} text={t("screens.agenda.noneText")} />;
  return (
    <>
      <ul className={styles["rows"]}>
        {rows.map((row) => (
          <li key={`${row.subject_kind}-${row.subject_id}`} className={styles["due"]} data-late={bucket === "overdue"}>
            <span className={styles["when"]}>
              <When at={row.next_contact_at} />
            </span>
            <span className={styles["what"]}>
              <PathLink to={recordPath(row.subject_kind, row.subject_id) ?? "/"}>{row.title}</PathLink>
              <small>
                {[t(`kinds.${row.subject_kind}`), row.subtitle, row.owner_id === me ? "" : row.owner_name].filter(Boolean).join(" · ")}
              </small>
            </span>
            {may("activity.log") && (
              <span>
                <Button size="small" onClick={() => setLogging(row)}>
                  {t("shell.contact.action")}
                </Button>
                <PlanMenu subject={{ kind: row.subject_kind, id: row.subject_id, title: row.title }} at={row.next_contact_at} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {more && <p className={styles["more"]}>{t("screens.agenda.more", { n: rows.length })}</p>}
      <Suspense>
        {logging && <LogContact subject={{ kind: logging.subject_kind, id: logging.subject_id, title: logging.title }} onClose={() => setLogging(undefined)} />}
      </Suspense>
    </>
  );
}
