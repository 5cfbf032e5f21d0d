import { Alert, Button, Drawer } from "antd";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem, fieldErrors } from "@/api/problem";
import type { BodyOf, DispatchPolicy, DispatchRule, EditOf } from "@/api/types";
import { VersionsDialog } from "@/resource/detail/VersionsDialog";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { useSettled } from "@/shared/useSettled";
import { Cautions } from "./Cautions";
import { changesOf, draftOf, isReady, valuesOf, withTheirs, type Draft } from "./ruleDraft";
import { RuleForm } from "./RuleForm";
import styles from "./Rules.module.css";
import { Sentence } from "./Sentence";
import { useRuleDraft } from "./useRuleDraft";
import { useRenewRules } from "./useRules";

interface Props {
  /** The rule to change; none for a new one. */
  rule: DispatchRule | undefined;
  policy: DispatchPolicy;
  onClose: () => void;
}

async function save(draft: Draft, rule: DispatchRule | undefined, key: string, seen: Record<string, unknown>): Promise<unknown> {
  if (!rule) return api.POST("/api/v1/dispatch/rules", { body: valuesOf(draft) as BodyOf<"/api/v1/dispatch/rules">, headers: { "Idempotency-Key": `${key}${JSON.stringify(valuesOf(draft)).length}` } });
  const { changes, base } = changesOf(draft, rule);
  if (Object.keys(changes).length === 0) return undefined;
  return api.PATCH("/api/v1/dispatch/rules/{id}", { params: { path: { id: rule.id } }, body: { changes, base: { ...base, ...seen }, version: rule.version } as EditOf<"/api/v1/dispatch/rules/{id}"> });
}

/** Writing a rule: the form goes through it as its sentence does, which stands below while one writes. */
export default function RuleDrawer({ rule: given, policy, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const renew = useRenewRules();
  const { rule, draft, change, busy, problem, conflicts, send, takeTheirs } = useRuleDraft<DispatchRule, Draft>({
    given,
    draftOf,
    withTheirs,
    save,
    onSaved: async (held) => {
      await renew();
      toast("good", t(held ? "screens.rules.saved" : "screens.rules.created"));
      onClose();
    },
  });
  const footer = (
    <div className={styles["foot"]}>
      <Preview draft={draft} rule={rule} />
      <div className={styles["buttons"]}>
        <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
        <Button type="primary" loading={busy} disabled={!isReady(draft)} onClick={() => void send()}>
          {t("shell.form.save")}
        </Button>
      </div>
    </div>
  );
  return (
    <Drawer open title={rule ? t("screens.rules.editOf", { name: rule.name }) : t("screens.rules.create")} onClose={onClose} size={phone ? "100%" : 680} footer={footer}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady(draft)) void send();
        }}
      >
        {rule && conflicts.length > 0 && (
          <VersionsDialog
            kind="dispatch_rule"
            conflicts={conflicts}
            busy={busy}
            theirs={<Meaning draft={withTheirs(draft, rule, conflicts)} rule={rule} />}
            mine={<Meaning draft={draft} rule={rule} />}
            onMine={() => void send(conflicts)}
            onTheirs={takeTheirs}
          />
        )}
        {problem && conflicts.length === 0 && <Alert type="error" showIcon title={problemText(problem, t)} style={{ marginBottom: 16 }} />}
        <RuleForm draft={draft} rule={rule} policy={policy} errors={problem ? fieldErrors(problem) : {}} onChange={change} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Drawer>
  );
}

/** A version in words: what it is called, and the sentence that it means. */
function Meaning({ draft, rule }: { draft: Draft; rule: DispatchRule }) {
  return (
    <>
      <b>{draft.name}</b>
      <Preview draft={draft} rule={rule} />
    </>
  );
}

/** The sentence that the draft means, and what would be said of it. */
function Preview({ draft, rule }: { draft: Draft; rule: DispatchRule | undefined }) {
  const { t, i18n } = useTranslation();
  const { name: _, ...values } = valuesOf(draft);
  const settled = useSettled(JSON.stringify({ ...values, id: rule?.id ?? null }), 300);
  const { data, error } = useQuery({
    queryKey: ["rule-preview", settled, i18n.language],
    queryFn: async ({ signal }) => must(await api.POST("/api/v1/dispatch/rule-previews", { body: JSON.parse(settled) as BodyOf<"/api/v1/dispatch/rule-previews">, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });
  if (error) return <Alert type="warning" title={problemText(asProblem(error), t)} />;
  return (
    <div className={styles["preview"]} role="region" aria-label={t("screens.rules.preview")} tabIndex={0} aria-live="polite">
      {!isReady(draft) ? t("conditions.builder.unfinished") : data ? <Sentence parts={data.sentence} /> : "…"}
      {data && <Cautions cautions={data.cautions} />}
    </div>
  );
}
