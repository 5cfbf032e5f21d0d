import { Button, Popover, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Lead, LeadGrading } from "@/api/types";
import { Reasons } from "@/resource/grading/Reasons";
import { useAct } from "@/resource/useAct";
import { liveOne } from "@/shared/live/meta";
import { Mark, type Tone } from "@/shared/ui/Mark";
import styles from "./GradeWhy.module.css";

const TONES: Record<string, Tone> = { A: "good", B: "accent", C: "plain", D: "plain" };

/** The grade of a lead beside its title; behind it, why it has it. */
export function GradeWhy({ lead }: { lead: Lead }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const shown = lead.grade ? t("screens.grading.figures.grade", { grade: lead.grade }) : t("screens.grading.figures.ungraded");
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" title={t("screens.grading.lead.why")} content={<Why lead={lead} onDone={() => setOpen(false)} />}>
      <Button size="small" type="text" aria-expanded={open} aria-label={`${shown}: ${t(lead.grade ? "screens.grading.lead.why" : "screens.grading.lead.whyNone")}`}>
        <Mark tone={TONES[lead.grade] ?? "plain"}>{shown}</Mark>
      </Button>
    </Popover>
  );
}

function Why({ lead, onDone }: { lead: Lead; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const act = useAct();
  const path = { params: { path: { id: lead.id } } };
  const { data } = $api.useQuery("get", "/api/v1/leads/{id}/grading", path, { meta: { ...liveOne("lead", lead.id), language: i18n.language, version: lead.version } });
  if (!data) return <Skeleton active paragraph={{ rows: 3 }} className={styles["why"] ?? ""} />;
  const handBack = (): void => {
    act({ run: () => api.POST("/api/v1/leads/{id}/grade-hand-backs", path), done: "screens.grading.lead.handedBack", touches: ["lead"] });
    onDone();
  };
  return (
    <div className={styles["why"]}>
      <Who data={data} />
      <Reasons reasons={data.reasons} />
      {data.tags.length > 0 && <p className={styles["note"]}>{t("screens.grading.lead.tags", { names: data.tags.join(t("screens.grading.enumerate")) })}</p>}
      {data.may_hand_back && (
        <Button size="small" onClick={handBack}>
          {t("screens.grading.lead.handBack")}
        </Button>
      )}
    </div>
  );
}

function Who({ data }: { data: LeadGrading }) {
  const { t } = useTranslation();
  const { graded_by: by, judged_grade: judged, score, grade } = data;
  if (!by) return <p>{t("screens.grading.lead.notYet")}</p>;
  const least = data.thresholds[grade];
  return (
    <p>
      {by === "person" || grade ? t(`screens.grading.lead.by.${by}`, { name: data.person_name || t("screens.grading.lead.someone") }) : t("screens.grading.lead.nothing")}
      {by === "person" && judged !== grade && judged !== "" && score !== null && <span className={styles["note"]}> · {t("screens.grading.lead.judged", { grade: judged, score })}</span>}
      {by === "rule" && score !== null && grade && (
        <span className={styles["note"]}> · {least === undefined ? t("screens.grading.points", { points: score }) : t("screens.grading.lead.score", { score, grade, least })}</span>
      )}
    </p>
  );
}
