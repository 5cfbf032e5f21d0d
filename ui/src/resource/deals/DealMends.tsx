import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { DealSignal, Opportunity } from "@/api/types";
import { PlanMenu } from "@/resource/contact/PlanMenu";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useTellFailure } from "@/shared/ui/useTell";
import { movingDate } from "./movingDate";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));

type Mend = DealSignal["mend"];

const NONE: readonly Mend[] = [];

/** As the server tells it of each sign. */
const MEND: Record<DealSignal["sign"], Mend> = {
  win_date_passed: "move_date",
  pushed: "log_contact",
  amount_cut: "log_contact",
  no_contact: "log_contact",
  stale: "log_contact",
  stuck: "add_evidence",
  unproven: "add_evidence",
  single_threaded: "add_person",
  no_next_contact: "plan_contact",
};

interface Props {
  id: number;
  title: string;
  signs: readonly string[];
  planned?: string | null;
  /** What the row offers already. */
  but?: readonly Mend[];
}

/** What mends the signs of a deal in a row, each in one press; the deal itself is read when it is needed. */
export default function DealMends({ id, title, signs, planned = null, but = NONE }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTellFailure();
  const [logging, setLogging] = useState(false);
  const [question, setQuestion] = useState<Question>();
  const mends = [...new Set(signs.map((sign) => MEND[sign as DealSignal["sign"]]))].filter((mend) => !but.includes(mend));
  const subject = { kind: "opportunity" as const, id, title };
  const withDeal = (run: (deal: Opportunity) => void): void => {
    void api
      .GET("/api/v1/opportunities/{id}", { params: { path: { id } } })
      .then((answer) => run(must(answer)))
      .catch(tell);
  };
  const runs: Record<Exclude<Mend, "plan_contact">, () => void> = {
    move_date: () => withDeal((deal) => setQuestion(movingDate(deal))),
    log_contact: () => setLogging(true),
    add_evidence: () => void navigate({ to: `/opportunities/${id}` as never, hash: "evidence" }),
    add_person: () => withDeal(({ customer_id: customer }) => void navigate({ to: `/customers/${customer}` as never })),
  };
  return (
    <>
      {mends.map((mend) =>
        mend === "plan_contact" ? (
          <PlanMenu key={mend} subject={subject} at={planned} />
        ) : (
          <Button key={mend} size="small" aria-label={`${enumText(t, "mend", mend)}: ${title}`} onClick={runs[mend]}>
            {enumText(t, "mend", mend)}
          </Button>
        ),
      )}
      <Suspense>{logging && <LogContact subject={subject} onClose={() => setLogging(false)} />}</Suspense>
      <RecordDialog kind="opportunity" question={question} touches={["opportunity"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
