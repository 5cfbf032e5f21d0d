import { useParams } from "@tanstack/react-router";
import { Button, Form, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Visit } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { Timeline } from "@/resource/timeline/Timeline";
import { useRecord, useRefresh } from "@/resource/useRecord";
import { ActivityTabs } from "@/resource/work/ActivityTabs";
import { absolute, clock } from "@/shared/format";
import { recordPath } from "@/shared/records";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { useTellFailure } from "@/shared/ui/useTell";
import { AlongFields } from "./AlongFields";
import { CheckIn, Outgoing } from "./CheckIn";
import { alongOf, peopleOf } from "./people";
import { useOutbox } from "./useOutbox";
import { CheckIns, Coaching, Overlaps, Where } from "./VisitParts";
import { cancelling, coaching, editing, finishing, moving } from "./visitQuestions";
import { TONES, TOUCHED, visits } from "./visitResource";
import styles from "./Visits.module.css";

function Facts({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const rows = [
    { key: "purpose", value: visit.purpose },
    { key: "starts_at", value: t("screens.visits.withPart", { name: `${absolute(visit.starts_at)}–${clock(new Date(visit.ends_at))}`, part: t(visit.fixed ? "screens.visits.agreed" : "screens.visits.free") }) },
    { key: "address", value: <Where visit={visit} /> },
    ...(visit.contact_name ? [{ key: "contact_name", value: visit.contact_name }] : []),
    { key: "owner_name", value: visit.owner_name },
    ...visit.participants.map((one) => ({ key: one.part === "companion" ? "participants" : one.part, value: one.name })),
    ...(visit.reason ? [{ key: "reason", value: visit.reason }] : []),
  ];
  return (
    <dl className={styles["facts"]}>
      {rows.map(({ key, value }, place) => (
        <div key={`${key} ${String(place)}`} style={{ display: "contents" }}>
          <dt>{t(`fields.visit.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who goes along, to be changed as a whole. */
function People({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const [along, setAlong] = useState(() => alongOf(visit));
  const known = Object.fromEntries(visit.participants.map(({ user_id: id, name }) => [id, name]));
  const save = async (): Promise<void> => {
    try {
      must(await api.PUT("/api/v1/visits/{id}/participants", { params: { path: { id: visit.id } }, body: { participants: peopleOf(along) } }));
      refresh(...TOUCHED);
      onClose();
    } catch (error) {
      tell(error);
    }
  };
  return (
    <Modal open title={t("screens.visits.people")} okText={t("shell.form.save")} cancelText={t("shell.form.cancel")} onOk={save} onCancel={onClose}>
      <Form layout="vertical">
        <AlongFields value={along} onChange={setAlong} known={known} />
      </Form>
    </Modal>
  );
}

const VERBS = { finish: finishing, coach: coaching, edit: editing, move: moving, cancel: cancelling } as const;

function Verbs({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const [people, setPeople] = useState(false);
  const verbs = (Object.keys(VERBS) as (keyof typeof VERBS)[]).filter((verb) => visit.actions?.includes(verb));
  return (
    <div className={styles["verbs"]}>
      {verbs.map((verb) => (
        <Button key={verb} type={verb === "finish" ? "primary" : "default"} danger={verb === "cancel"} onClick={() => setQuestion(VERBS[verb](visit))}>
          {t(`screens.visits.${verb}`)}
        </Button>
      ))}
      {visit.actions?.includes("edit") && <Button onClick={() => setPeople(true)}>{t("screens.visits.people")}</Button>}
      <RecordDialog kind="visit" question={question} touches={TOUCHED} onClose={() => setQuestion(undefined)} />
      {people && <People visit={visit} onClose={() => setPeople(false)} />}
    </div>
  );
}

/** One visit: on a phone the button to check in comes first. */
export function VisitPage() {
  const { t } = useTranslation();
  const { id: text } = useParams({ strict: false }) as { id?: string };
  const { data: visit, error, isPending, refetch } = useRecord(visits, Number(text));
  const outbox = useOutbox();
  if (error && !visit) return <Failing error={error} onRetry={() => void refetch()} />;
  if (isPending || !visit) return <PageSkeleton />;
  const checks = visit.actions?.some((verb) => verb === "check_in" || verb === "check_out");
  const about = recordPath(visit.subject_kind, visit.subject_id);
  const state = (
    <>
      <Mark tone={TONES[visit.state]}>{t(`enums.visit_state.${visit.state}`)}</Mark> {visit.joint && t("screens.visits.joint")}
    </>
  );
  const title = visit.subject_title && about ? <PathLink to={about}>{visit.subject_title}</PathLink> : t("screens.visits.hidden");
  return (
    <Page title={title} state={state}>
      <ActivityTabs />
      <div className={styles["page"]}>
        <div>
          <Outgoing outbox={outbox} />
          {checks && <CheckIn key={visit.state} visit={visit} outbox={outbox} />}
          <Overlaps visit={visit} />
          <Facts visit={visit} />
          <div className={styles["bar"]}>
            <Verbs visit={visit} />
          </div>
          <CheckIns visit={visit} />
          <Coaching visit={visit} />
        </div>
        <div>
          <Timeline resource={visits} id={visit.id} />
        </div>
      </div>
    </Page>
  );
}
