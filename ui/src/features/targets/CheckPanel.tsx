import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey } from "@/api/client";
import { asProblem } from "@/api/problem";
import { useKey } from "@/resource/form/useSubmit";
import { useRefresh } from "@/resource/useRecord";
import { Mark } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { useFigure } from "./useFigure";
import styles from "./Agree.module.css";
import { checkQuery, lock, TOUCHES, unlock, type Dialogue, type Finding, type Scope, type Target } from "./agreeApi";

const SCOPES = { cell: "scopeCell", year: "scopeYear", below: "scopeBelow" } as const;

interface Lacking {
  cell_id: number;
  node: string;
  starts_on: string;
  missing: Pick<Finding, "asked">[];
}

/** The six questions, each with what is missing and how to mend it. */
function Findings({ cell, findings }: { cell: Target; findings: Finding[] }) {
  const { t } = useTranslation();
  const figure = useFigure(cell);
  const params = (one: Finding) => Object.fromEntries(Object.entries(one.params).map(([name, value]) => [name, typeof value === "number" ? figure.exact(value) : value]));
  return findings.map((one) => (
    <div key={one.asked} className={styles["finding"]}>
      <Mark tone={one.holds ? "good" : "warn"}>{t(`enums.target_asked.${one.asked}`)}</Mark>
      <span>{one.holds ? t("screens.targets.agree.holds") : t(`screens.targets.check.${one.problem}`, params(one))}</span>
    </div>
  ));
}

/** Whether a must is ready to be locked, and the lock: all that was chosen, or nothing and what each lacks. */
export default function CheckPanel({ dialogue: { cell, actions } }: { dialogue: Dialogue }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const keyFor = useKey();
  const [scope, setScope] = useState<Scope>("cell");
  const [reason, setReason] = useState("");
  const { data } = useQuery(checkQuery(cell.id));
  const locked = cell.locked_at !== null;
  const run = locked ? unlock : lock;
  const tell = useTellFailure();
  /** A lock is taken back as it was made; what is open again has to stand the check anew. */
  const takeBack = async (): Promise<void> => {
    try {
      await unlock(cell, scope, t("screens.targets.agree.lockTakenBack"), newKey());
      toast("plain", t("screens.targets.agree.lockTakenBack"));
    } catch (failure) {
      tell(failure);
    }
    refresh(...TOUCHES);
  };
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => run(cell, scope, reason, keyFor({ locked, scope, reason, version: cell.version })),
    onSuccess: (count) => {
      const undo = { label: t("shell.undo"), key: true, run: () => void takeBack() };
      if (locked) toast("good", `${t("screens.targets.agree.unlockedDone", { count })} ${t("screens.targets.agree.unlockStays")}`);
      else toast("good", t("screens.targets.agree.lockedDone", { count }), undo);
      setReason("");
      refresh(...TOUCHES);
    },
  });
  const problem = error && asProblem(error);
  const lacking = problem?.code === "targets.check_fails" ? (problem.params["cells"] as Lacking[]) : [];
  const open = data?.findings.filter(({ holds }) => !holds).length ?? 0;
  const may = actions.includes(locked ? "unlock" : "lock");
  return (
    <>
      {data && !locked && <Findings cell={cell} findings={data.findings} />}
      {data && !locked && <p className={styles["states"]}>{data.ready ? <Mark tone="good">{t("screens.targets.agree.readyToLock")}</Mark> : <Mark tone="warn">{t("screens.targets.agree.notReady", { count: open })}</Mark>}</p>}
      {may && (
        <div className={styles["choice"]}>
          <Radio.Group
            aria-label={t("screens.targets.agree.lockScope")}
            value={scope}
            onChange={({ target }) => {
              setScope(target.value as Scope);
              reset();
            }}
            options={Object.entries(SCOPES).map(([value, word]) => ({ value, label: t(`screens.targets.agree.${word}`) }))}
          />
          <Input.TextArea aria-label={t("fields.target_step.reason")} maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} value={reason} onChange={({ target }) => setReason(target.value)} placeholder={t(`screens.targets.agree.${locked ? "reasonHint" : "lockReason"}`)} />
          <div>
            <Button type="primary" loading={isPending} disabled={locked && !reason.trim()} onClick={() => mutate()}>
              {t(`screens.targets.agree.${locked ? "unlock" : "lock"}`)}
            </Button>
          </div>
          {problem && (
            <div role="alert" className={styles["asked"]}>
              {lacking.length === 0 ? problemText(problem, t) : t("screens.targets.agree.lacking")}
              <ul>
                {lacking.slice(0, 20).map((one) => (
                  <li key={one.cell_id}>
                    {one.node} · {one.starts_on} · {one.missing.map(({ asked }) => t(`enums.target_asked.${asked}`)).join(" / ")}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </>
  );
}
