import { Button } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { DealSignal, Opportunity } from "@/api/types";
import { PlanMenu } from "@/resource/contact/PlanMenu";
import { movingDate } from "@/resource/deals/movingDate";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import styles from "./Evidence.module.css";
import { isGrave } from "./signs";
import { useSignalText } from "./useSignalText";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));

/** What mends each sign, in one press; a sign that the reader may do nothing about is only told. */
function useMends(deal: Opportunity): { mend: (signal: DealSignal) => ReactNode; dialogs: ReactNode } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [logging, setLogging] = useState(false);
  const [question, setQuestion] = useState<Question>();
  const subject = { kind: "opportunity" as const, id: deal.id, title: deal.name };
  const toEvidence = (): void => {
    const place = document.getElementById("evidence");
    if (place) place.scrollIntoView({ block: "start" });
    else void navigate({ to: `/opportunities/${deal.id}` as never, hash: "evidence" });
  };
  const runs: Partial<Record<DealSignal["mend"], () => void>> = {
    move_date: () => setQuestion(movingDate(deal)),
    log_contact: () => setLogging(true),
    add_evidence: toEvidence,
    add_person: () => void navigate({ to: `/customers/${deal.customer_id}` as never }),
  };
  const mend = ({ mend: kind }: DealSignal): ReactNode =>
    kind === "plan_contact" ? (
      <PlanMenu subject={subject} at={deal.next_contact_at} />
    ) : (
      <Button size="small" onClick={runs[kind]}>
        {enumText(t, "mend", kind)}
      </Button>
    );
  const dialogs = (
    <>
      <Suspense>{logging && <LogContact subject={subject} onClose={() => setLogging(false)} />}</Suspense>
      <RecordDialog kind="opportunity" question={question} touches={["opportunity"]} onClose={() => setQuestion(undefined)} />
    </>
  );
  return { mend, dialogs };
}

/** What asks for something to be done about an open deal, each with its figures and its mend; nothing when nothing does. */
export function Signals({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const say = useSignalText(deal);
  const { mend, dialogs } = useMends(deal);
  if (deal.signals.length === 0) return null;
  return (
    <section>
      <h2 className={styles["title"]}>{t("screens.opportunity.signals.title")}</h2>
      <ul className={styles["signals"]}>
        {deal.signals.map((signal) => (
          <li key={signal.sign}>
            <Mark tone={isGrave(signal) ? "warn" : "plain"}>{say(signal)}</Mark>
            {mend(signal)}
          </li>
        ))}
      </ul>
      {dialogs}
    </section>
  );
}
