import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { neighboursOf } from "@/resource/neighbours";
import type { RecordRow, Resource } from "@/resource/types";
import { listPath, recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { usePageTitle } from "@/shared/ui/useTitle";
import { Actions, type Action } from "./Actions";
import styles from "./Detail.module.css";
import { useStepKeys } from "./useStepKeys";

export interface Fact {
  label: string;
  value: ReactNode;
}

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  row: Row;
  mark?: ReactNode;
  facts: readonly Fact[];
  actions: readonly Action[];
}

function Steps({ kind, id }: { kind: string; id: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { previous, next } = neighboursOf(kind, id);
  useStepKeys(kind, previous, next);
  if (previous === undefined && next === undefined) return null;
  const step = (to: number | undefined, label: string, icon: ReactNode) => (
    <Button
      type="text"
      icon={icon}
      disabled={to === undefined}
      aria-label={label}
      title={label}
      onClick={() => to !== undefined && void navigate({ to: recordPath(kind, to) ?? "." })}
    />
  );
  return (
    <span className={styles["steps"]}>
      {step(previous, `${t("shell.detail.previous")} (Alt+↑)`, <LeftOutlined />)}
      {step(next, `${t("shell.detail.next")} (Alt+↓)`, <RightOutlined />)}
    </span>
  );
}

/** What the record is, how it stands, the three facts that matter, and what can be done. */
export function DetailHead<Row extends RecordRow>({ resource, row, mark, facts, actions }: Props<Row>) {
  const { t } = useTranslation();
  usePageTitle(resource.title(row));
  return (
    <header className={styles["head"]}>
      <PathLink to={listPath(resource.kind)} className={styles["back"]}>
        {t(`kinds.${resource.kind}`)}
      </PathLink>
      <div className={styles["line"]}>
        <h1>{resource.title(row)}</h1>
        {mark}
        <Steps kind={resource.kind} id={row.id} />
        <span className={styles["space"]} />
        <Actions actions={actions} />
      </div>
      <dl className={styles["facts"]}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value ?? t("shell.none")}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
