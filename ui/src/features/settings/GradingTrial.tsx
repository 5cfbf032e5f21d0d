import { Alert, Button, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Reasons } from "@/resource/grading/Reasons";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Grading.module.css";

/** Paste a lead; see its points, its grade and why. Nothing is changed by it. */
export function GradingTrial() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { mutate, data, error, isPending } = useMutation({ mutationFn: async (pasted: string) => must(await api.POST("/api/v1/grading/trials", { body: { text: pasted, lead_id: null } })) });
  const ready = text.trim() !== "";
  return (
    <section aria-labelledby="grading-trial">
      <h2 id="grading-trial">{t("screens.grading.trial.heading")}</h2>
      <p className={styles["note"]}>{t("screens.grading.trial.text")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) mutate(text);
        }}
      >
        <Input.TextArea aria-label={t("screens.grading.trial.heading")} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4000} placeholder={t("screens.grading.trial.example")} value={text} onChange={(event) => setText(event.target.value)} onPressEnter={(event) => (event.ctrlKey || event.metaKey) && ready && mutate(text)} />
        <Button htmlType="submit" disabled={!ready} loading={isPending}>
          {t("screens.grading.trial.run")}
        </Button>
      </form>
      {error && <Alert type="error" showIcon title={problemText(asProblem(error), t)} />}
      <div aria-live="polite">
        {data && (
          <>
            <p className={styles["verdict"]}>{data.grade ? t("screens.grading.trial.result", { score: data.score, grade: data.grade }) : t("screens.grading.trial.nothing")}</p>
            <Reasons reasons={data.reasons} />
            {data.tags.length > 0 && <p className={styles["note"]}>{t("screens.grading.trial.tags", { names: data.tags.join(t("screens.grading.enumerate")) })}</p>}
          </>
        )}
      </div>
    </section>
  );
}
