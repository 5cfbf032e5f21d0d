import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Unit } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Team.module.css";
import { TeamTabs } from "./TeamTabs";
import { inTreeOrder } from "./unitOrder";
import { unitQuestions } from "./unitQuestions";

const INDENT = 24;

function Line({ unit, depth, onAsk }: { unit: Unit; depth: number; onAsk: (question: Question) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <li className={styles["unit"]} style={{ paddingLeft: depth * INDENT }}>
      <span>
        <PathLink to={`/team?unit_id=${unit.id}`}>{unit.name}</PathLink> <small>{enumText(t, "unit_kind", unit.kind)}</small>
      </span>
      <small>{unit.leader_name ? t("screens.unit.ledBy", { name: unit.leader_name }) : ""}</small>
      <small>{t("screens.unit.people", { n: unit.employee_count })}</small>
      {may("unit.edit") && (
        <>
          <Button size="small" type="text" onClick={() => onAsk(unitQuestions.edit(unit))}>
            {t("screens.unit.edit.action")}
          </Button>
          {unit.kind !== "team" && (
            <Button size="small" type="text" onClick={() => onAsk(unitQuestions.create(unit))}>
              {t("screens.unit.create.action")}
            </Button>
          )}
        </>
      )}
    </li>
  );
}

/** The tree of units. */
export function UnitPage() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/units", {}, { meta: live("unit", "employee") });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return (
    <Page title={t("shell.nav.team")}>
      <TeamTabs />
      <ul>
        {inTreeOrder(data.items).map(({ unit, depth }) => (
          <Line key={unit.id} unit={unit} depth={depth} onAsk={setQuestion} />
        ))}
      </ul>
      <RecordDialog kind="unit" question={question} touches={["unit"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}
