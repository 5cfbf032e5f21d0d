import { Alert, Button, InputNumber, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { DispatchPolicy, EditOf } from "@/api/types";
import { fieldLabel } from "@/resource/texts";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { HoursEditor } from "./HoursEditor";
import { said, saidByGrade, type ByGrade, type Hours, type Terms } from "./ruleDraft";
import styles from "./Rules.module.css";
import { TermsTable } from "./TermsTable";
import { useRenewRules } from "./useRules";

const NUMBERS = ["claims_per_day", "claims_open", "clean_to_regain", "recycle_days"] as const;

type Draft = Partial<Record<(typeof NUMBERS)[number], number | null>> & { working?: Hours; clock?: Terms; grades?: ByGrade; hand_clocks?: boolean };

/** What holds for all rules: the company's hours and clocks, limits of claiming, and when a level comes back. */
export function PolicyForm({ policy }: { policy: DispatchPolicy }) {
  const { t } = useTranslation();
  const renew = useRenewRules();
  const [draft, setDraft] = useState<Draft>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const put = (part: Draft): void => setDraft({ ...draft, ...part });
  const clock = draft.clock ?? policy.clock;
  const grades = draft.grades ?? policy.grades;
  const defaults = Object.fromEntries(Object.keys(policy.held).map((grade) => [grade, policy.defaults]));
  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const changes = { ...draft, ...(draft.clock && { clock: said(draft.clock) }), ...(draft.grades && { grades: saidByGrade(draft.grades) }) };
    const base = Object.fromEntries(Object.keys(changes).map((name) => [name, policy[name as keyof DispatchPolicy]]));
    try {
      await api.PATCH("/api/v1/dispatch/policy", { body: { changes, base, version: policy.version } as EditOf<"/api/v1/dispatch/policy"> });
      toast("good", t("screens.rules.saved"));
      await renew();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={styles["policy"]} aria-labelledby="policy-heading">
      <h2 id="policy-heading">{t("screens.rules.policy")}</h2>
      <h3>{fieldLabel(t, "dispatch_policy", "working")}</h3>
      <HoursEditor hours={draft.working ?? (policy.working as unknown as Hours)} onChange={(working) => put({ working })} />
      <h3>{t("screens.rules.clocks")}</h3>
      <p className={styles["note"]}>{t("screens.rules.clocksText")}</p>
      <TermsTable clock={clock} grades={grades} below={defaults} onChange={(nextClock, nextGrades) => put({ clock: nextClock, grades: nextGrades })} />
      <div className={styles["toggle"]}>
        <Switch id="hand-clocks" checked={draft.hand_clocks ?? policy.hand_clocks} onChange={(on) => put({ hand_clocks: on })} />
        <label htmlFor="hand-clocks">{fieldLabel(t, "dispatch_policy", "hand_clocks")}</label>
      </div>
      <h3>{t("screens.rules.limits")}</h3>
      <div className={styles["numbers"]}>
        {NUMBERS.map((name) => (
          <div key={name}>
            <label htmlFor={`policy-${name}`}>{fieldLabel(t, "dispatch_policy", name)}</label>
            <InputNumber id={`policy-${name}`} min={name === "clean_to_regain" ? 1 : 0} precision={0} value={draft[name] ?? policy[name]} onChange={(value) => put({ [name]: value })} />
          </div>
        ))}
      </div>
      <p className={styles["note"]}>{t("screens.rules.limitsText")}</p>
      {problem && <Alert type="error" showIcon title={problemText(problem, t)} />}
      <div className={styles["buttons"]}>
        <Button type="primary" disabled={Object.keys(draft).length === 0} loading={busy} onClick={() => void save()}>
          {t("shell.form.save")}
        </Button>
        {Object.keys(draft).length > 0 && <Button onClick={() => setDraft({})}>{t("shell.form.cancel")}</Button>}
      </div>
    </section>
  );
}
