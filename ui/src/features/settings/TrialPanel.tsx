import { Alert, Button, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { DispatchTrial } from "@/api/types";
import { enumText, fieldLabel } from "@/resource/texts";
import { absolute } from "@/shared/format";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Rules.module.css";

const TONES: Record<string, Tone> = { given: "good", waiting: "warn", desk: "warn", unmatched: "warn", pooled: "plain" };

/** Paste a lead, see which rules are asked and who would have it. Nothing is changed by it. */
export function TrialPanel() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { mutate, data, error, isPending } = useMutation({ mutationFn: async (pasted: string) => must(await api.POST("/api/v1/dispatch/trials", { body: { text: pasted, fields: null, lead_id: null } })) });
  const ready = text.trim() !== "";
  return (
    <section className={styles["trial"]} aria-labelledby="trial-heading">
      <h2 id="trial-heading">{t("screens.rules.trial.heading")}</h2>
      <p className={styles["note"]}>{t("screens.rules.trial.text")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) mutate(text);
        }}
      >
        <Input.TextArea aria-label={t("screens.rules.trial.heading")} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={4000} placeholder={t("screens.rules.trial.example")} value={text} onChange={(event) => setText(event.target.value)} onPressEnter={(event) => (event.ctrlKey || event.metaKey) && ready && mutate(text)} />
        <div className={styles["buttons"]}>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={isPending}>
            {t("screens.rules.trial.run")}
          </Button>
        </div>
      </form>
      {error && <Alert type="error" showIcon title={problemText(asProblem(error), t)} />}
      <div aria-live="polite">{data && <Outcome trial={data} />}</div>
    </section>
  );
}

function Outcome({ trial }: { trial: DispatchTrial }) {
  const { t } = useTranslation();
  const facts = Object.entries(trial.lead).filter(([, value]) => typeof value === "string" || typeof value === "number");
  const say = (name: string, value: unknown): string => (name === "source" ? enumText(t, "lead_source", String(value)) : String(value));
  return (
    <div className={styles["outcome"]}>
      <p className={styles["verdict"]}>
        <Mark tone={TONES[trial.outcome]}>{trial.text}</Mark>
      </p>
      <p className={styles["note"]}>{facts.map(([name, value]) => `${fieldLabel(t, "lead", name)} ${say(name, value)}`).join(t("screens.rules.trial.joint"))}</p>
      {trial.unread.length > 0 && <p className={styles["unread"]}>{t("screens.rules.trial.unread", { lines: trial.unread.join(" / ") })}</p>}
      <ol className={styles["steps"]}>
        {trial.steps.map((step) => (
          <Step key={step.rule_id} step={step} />
        ))}
      </ol>
      {trial.clocks.length > 0 && (
        <dl className={styles["clocks"]}>
          {trial.clocks.map(({ clock, text, at }) => (
            <div key={clock}>
              <dt>{text}</dt>
              <dd>{absolute(at)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function Step({ step }: { step: DispatchTrial["steps"][number] }) {
  const { t } = useTranslation();
  const tone: Tone = step.why === "" ? "good" : step.why === "no_match" ? "plain" : "warn";
  return (
    <li data-decided={step.decided}>
      <b>{step.name}</b> <Mark tone={tone}>{step.text}</Mark>
      {step.failing.length > 0 && <p className={styles["note"]}>{t("screens.rules.trial.failing", { parts: step.failing.join(t("screens.rules.trial.joint")) })}</p>}
      {step.candidates.length > 0 && (
        <details open={step.decided}>
          <summary>{t("screens.rules.trial.people", { n: step.candidates.length })}</summary>
          <table className={styles["people"]}>
            <tbody>
              {step.candidates.map((one) => (
                <tr key={one.id} data-verdict={one.verdict}>
                  <td>{one.place}</td>
                  <th scope="row">{one.name}</th>
                  <td>{one.level}</td>
                  <td>{one.text}</td>
                  <td>{one.score_text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </li>
  );
}
