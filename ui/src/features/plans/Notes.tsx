import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldLabel } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { useTellFailure } from "@/shared/ui/useTell";
import { toast } from "@/shared/ui/toast";
import { editPlan, type Plan } from "./planApi";
import styles from "./Plans.module.css";

type Name = "focus" | "lessons";
const MOST = { focus: 400, lessons: 4000 } as const;

function Words({ plan, name }: { plan: Plan; name: Name }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const [draft, setDraft] = useState<string>();
  const [seen, setSeen] = useState(plan[name]);
  const { mutate, isPending } = useMutation({
    mutationFn: (text: string) => editPlan(plan.id ?? 0, { [name]: text } as never, { [name]: seen }),
    onSuccess: () => {
      setDraft(undefined);
      toast("good", t("screens.plans.saved"));
    },
    onError: tell,
    onSettled: () => refresh("plan"),
  });
  const label = fieldLabel(t, "plan", name);
  if (!plan.may_edit) return plan[name] ? <p className={styles["words"]}><b>{label}</b> {plan[name]}</p> : null;
  const type = (text: string): void => {
    if (draft === undefined) setSeen(plan[name]);
    setDraft(text);
  };
  const shown = draft ?? plan[name];
  return (
    <div className={styles["note"]}>
      <label htmlFor={`plan-${name}`}>{label}</label>
      <Input.TextArea id={`plan-${name}`} autoSize={{ minRows: 1, maxRows: 8 }} maxLength={MOST[name]} placeholder={t(`screens.plans.${name}Hint`)} value={shown} onChange={(event) => type(event.target.value)} />
      {draft !== undefined && draft !== plan[name] && (
        <Button size="small" type="primary" loading={isPending} onClick={() => mutate(draft)}>
          {t("screens.plans.keep")}
        </Button>
      )}
    </div>
  );
}

/** What matters in the period, and what was learnt in it. */
export function Notes({ plan }: { plan: Plan }) {
  if (plan.id === null) return null;
  return (
    <div className={styles["notes"]}>
      <Words key={`focus ${plan.id}`} plan={plan} name="focus" />
      <Words key={`lessons ${plan.id}`} plan={plan} name="lessons" />
    </div>
  );
}
