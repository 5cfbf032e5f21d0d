import { useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { changeProgramme, drawNow, drawsQuery, programmesQuery, TOUCHES, type Programme } from "./checkApi";
import styles from "./Checks.module.css";

const ProgrammeForm = lazy(() => import("./ProgrammeForm"));

function Draws({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data } = useQuery(drawsQuery(id));
  if (!data) return <Skeleton active paragraph={{ rows: 1 }} />;
  if (data.length === 0) return <p className={styles["quiet"]}>{t("screens.checks.noDraws")}</p>;
  return (
    <ul className={styles["rows"]}>
      {data.map((draw) => (
        <li key={draw.id}>
          <PathLink to={`/checks?show=all&draw_id=${draw.id}`} className={styles["row"]}>
            <span>
              {draw.period} {draw.number > 0 && <Mark tone="warn">{`${t("screens.checks.extraMark")}: ${draw.reason}`}</Mark>}
            </span>
            <small>
              {t("screens.checks.drew", { records: draw.records })} · <When at={draw.at} />
            </small>
          </PathLink>
        </li>
      ))}
    </ul>
  );
}

function One({ programme, onEdit }: { programme: Programme; onEdit: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const [open, setOpen] = useState(false);
  const [question, setQuestion] = useState<Question>();
  const extra: Question = {
    title: "screens.checks.extra",
    text: t("screens.checks.extraText"),
    fields: [{ name: "reason", kind: "text", required: true, maxLength: 200 }],
    submit: ({ reason }) => drawNow(programme.id, String(reason)),
    done: "screens.checks.drawn",
  };
  const draw = async (): Promise<void> => {
    try {
      await drawNow(programme.id, "");
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "checks.already_drawn") setQuestion(extra);
      throw error;
    }
  };
  const whose = [...programme.unit_names, ...programme.user_ids.map((id) => programme.names[String(id)])].filter(Boolean).join(t("shell.comma"));
  const checkers = programme.checker_ids.map((id) => programme.names[String(id)]).join(t("shell.comma")) || t("screens.checks.whoLeads");
  const amount = programme.each !== null ? `${programme.each} ${t("screens.checks.f.each")}` : `${programme.share} %`;
  return (
    <li className={styles["programme"]}>
      <header>
        <b>{programme.name}</b>
        <Mark tone={programme.active ? "good" : "plain"}>{t(`screens.checks.${programme.active ? "on" : "off"}`)}</Mark>
        {programme.next_at && (
          <small className={styles["quiet"]}>
            <NextAt at={programme.next_at} />
          </small>
        )}
      </header>
      <p>{[enumText(t, "check_kind", programme.kind), whose, amount, enumText(t, "check_strategy", programme.strategy), enumText(t, "check_cadence", programme.cadence), t("screens.checks.by", { name: checkers })].join(" · ")}</p>
      <div className={styles["steps"]}>
        {programme.active && (
          <Button size="small" onClick={() => act({ run: draw, done: "screens.checks.drawn", touches: [...TOUCHES] })}>
            {t("screens.checks.drawNow")}
          </Button>
        )}
        <Button size="small" onClick={onEdit}>
          {t("screens.checks.edit")}
        </Button>
        <Button size="small" onClick={() => act({ run: () => changeProgramme(programme, { active: !programme.active }), done: "screens.checks.saved", touches: [...TOUCHES] })}>
          {t(`screens.checks.${programme.active ? "stop" : "start"}`)}
        </Button>
        <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("screens.checks.draws")}
        </Button>
      </div>
      {open && <Draws id={programme.id} />}
      <RecordDialog kind="check_programme" question={question} touches={TOUCHES} onClose={() => setQuestion(undefined)} />
    </li>
  );
}

function NextAt({ at }: { at: string }) {
  const { t } = useTranslation();
  const [before, after] = t("screens.checks.nextAt", { when: "|" }).split("|");
  return (
    <>
      {before}
      <When at={at} />
      {after}
    </>
  );
}

/** The programmes of whoever keeps them. */
export function Programmes({ onMake }: { onMake: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(programmesQuery);
  const [editing, setEditing] = useState<Programme>();
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  const make = (
    <Button type="primary" onClick={onMake}>
      {t("screens.checks.newProgramme")}
    </Button>
  );
  if (data.length === 0) return <Empty title={t("screens.checks.noneProgrammes")} text={t("screens.checks.noneProgrammesText")} action={make} />;
  return (
    <>
      <ul className={styles["rows"]}>
        {data.map((programme) => (
          <One key={programme.id} programme={programme} onEdit={() => setEditing(programme)} />
        ))}
      </ul>
      <Suspense>{editing && <ProgrammeForm programme={editing} onClose={() => setEditing(undefined)} />}</Suspense>
    </>
  );
}
