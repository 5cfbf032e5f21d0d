import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCustom } from "@/resource/custom/customFields";
import { FilesPanel } from "@/resource/files/FilesPanel";
import { RecordFiles } from "@/resource/files/RecordFiles";
import { Timeline } from "@/resource/timeline/Timeline";
import { isBlank } from "@/resource/FieldValue";
import type { RecordRow, Resource, Values } from "@/resource/types";
import { useRecord } from "@/resource/useRecord";
import { Failing } from "@/shared/ui/Failing";
import { listPath } from "@/shared/records";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { DetailHead, type Fact } from "./DetailHead";
import styles from "./Detail.module.css";
import { FieldGroups, type Group } from "./FieldGroups";
import type { Action } from "./Actions";

export interface DetailView<Row extends RecordRow> {
  /** The state of the record, beside its title. */
  mark?: (row: Row) => ReactNode;
  /** The three facts that matter. */
  facts: (row: Row) => readonly Fact[];
  groups: readonly Group[];
  /** Fetches the hidden phone and addresses; audited by the server. */
  reveal?: (id: number) => Promise<Record<string, unknown>>;
}

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  view: DetailView<Row>;
  actions: (row: Row) => readonly Action[];
  /** What stands right of the timeline. */
  relations?: (row: Row) => ReactNode;
  /** Said under the header: the next step, or what stands in the way. */
  nextStep?: (row: Row) => ReactNode;
  /** Before the timeline, in the middle. */
  middle?: (row: Row) => ReactNode;
}

/** A record's page: header, fields on the left, timeline in the middle, relations on the right; stacked on a phone. */
export function ResourceDetail<Row extends RecordRow>({ resource: own, view, actions, relations, nextStep, middle }: Props<Row>) {
  const { t } = useTranslation();
  const { resource, groups } = useCustom(own);
  const { id: text } = useParams({ strict: false }) as { id?: string };
  const id = Number(text);
  const { data: row, error, isPending, refetch } = useRecord(resource, id);
  if (error && !row) {
    return (
      <div className={styles["page"]}>
        <PathLink to={listPath(resource.kind)} className={styles["back"]}>
          {t(`kinds.${resource.kind}`)}
        </PathLink>
        <Failing error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (isPending || !row) return <PageSkeleton />;
  const next = nextStep?.(row);
  const filed = FILED.has(resource.kind);
  const page = (
    <article className={styles["page"]}>
      <DetailHead resource={resource} row={row} mark={view.mark?.(row)} facts={view.facts(row)} actions={actions(row)} />
      {next && <div className={styles["next"]}>{next}</div>}
      <div className={styles["columns"]}>
        <section aria-label={t("shell.detail.fields")}>
          <FieldGroups key={row.id} resource={resource} row={row} groups={[...view.groups, ...filledIn(groups, row)]} reveal={view.reveal} />
        </section>
        <section aria-label={t("shell.detail.timeline")} className={styles["middle"]}>
          {middle?.(row)}
          <Timeline resource={resource} id={row.id} />
        </section>
        {(relations ?? filed) && (
          <aside aria-label={t("shell.detail.relations")} className={styles["relations"]}>
            {relations?.(row)}
            {filed && <FilesPanel kind={resource.kind} id={row.id} />}
          </aside>
        )}
      </div>
    </article>
  );
  if (!filed) return page;
  return (
    <RecordFiles key={row.id} about={{ kind: resource.kind, id: row.id }} title={resource.title(row)}>
      {page}
    </RecordFiles>
  );
}

/** The records that business is done about; a person's page is not where papers of theirs should lie. */
const FILED = new Set(["lead", "customer", "contact", "opportunity", "contract", "market"]);

/** To who may not edit, a group with nothing in it is only a heading. */
function filledIn<Row extends RecordRow>(groups: readonly Group[], row: Row): readonly Group[] {
  if (row.actions?.includes("edit")) return groups;
  return groups.filter(({ names }) => names.some((name) => !isBlank((row as unknown as Values)[name])));
}
