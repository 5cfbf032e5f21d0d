import { Button, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useAct } from "@/resource/useAct";
import styles from "./Grading.module.css";

interface Props {
  policy: { thresholds: Record<string, number>; version: number };
}

/** From how many points on a lead has which grade. */
export function GradingThresholds({ policy }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  const [draft, setDraft] = useState(policy.thresholds);
  const same = JSON.stringify(draft) === JSON.stringify(policy.thresholds);
  const save = (): void =>
    act({
      run: () => api.PATCH("/api/v1/grading/policy", { body: { changes: { thresholds: draft }, base: { thresholds: policy.thresholds }, version: policy.version } }),
      done: "screens.grading.saved",
      touches: ["grading_policy"],
    });
  return (
    <section aria-labelledby="grading-thresholds">
      <h2 id="grading-thresholds">{t("screens.grading.thresholds.heading")}</h2>
      <p className={styles["note"]}>{t("screens.grading.thresholds.text")}</p>
      <div className={styles["thresholds"]}>
        {["A", "B", "C"].map((grade) => (
          <InputNumber key={grade} prefix={grade} aria-label={t("screens.grading.thresholds.label", { grade })} precision={0} value={draft[grade] ?? null} onChange={(points) => setDraft({ ...draft, [grade]: points ?? 0 })} />
        ))}
        <Button disabled={same} onClick={save}>
          {t("screens.grading.thresholds.save")}
        </Button>
      </div>
    </section>
  );
}
