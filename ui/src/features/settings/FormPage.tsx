import { useParams } from "@tanstack/react-router";
import { Alert, Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem, fieldErrors, type ApiProblem } from "@/api/problem";
import type { EditOf, FormDetail } from "@/api/types";
import { enumText } from "@/resource/texts";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { FormCodes } from "./FormCodes";
import { changesOf, draftOf, type Draft } from "./formDraft";
import { FormEmbed } from "./FormEmbed";
import { FormFields } from "./FormFields";
import { FormGuard } from "./FormGuard";
import { FormPreview } from "./FormPreview";
import styles from "./Forms.module.css";
import { FormTexts } from "./FormTexts";
import { TONES } from "./formTones";
import { useForm, useRenewForms } from "./useForm";

const TABS = ["fields", "texts", "guard", "embed", "codes"] as const;
type Tab = (typeof TABS)[number];

/** One form: loaded, then drawn. */
export function FormPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, isPending, refetch } = useForm(Number(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return <Designer key={data.id} form={data} />;
}

/** Its fields, words, guard and ways out on the left; on the right the page as a visitor sees it. */
function Designer({ form }: { form: FormDetail }) {
  const { t } = useTranslation();
  const renew = useRenewForms();
  const [tab, setTab] = useState<Tab>("fields");
  const [draft, setDraft] = useState(() => draftOf(form));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const changes = changesOf(draft, form);
  const dirty = Object.keys(changes).length > 0;
  const put = (part: Partial<Draft>): void => setDraft((held) => ({ ...held, ...part }));
  const save = async (state?: FormDetail["state"]): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { changes: { ...changes, ...(state && { state }) }, version: form.version } as EditOf<"/api/v1/forms/{id}">;
      await api.PATCH("/api/v1/forms/{id}", { params: { path: { id: form.id } }, body });
      await renew();
      toast("good", t(`screens.forms.${state ?? "saved"}`));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const errors = problem ? fieldErrors(problem) : {};
  const parts = { draft, errors, onChange: put };
  const actions = (
    <>
      <Button onClick={() => void save(form.state === "live" ? "closed" : "live")} loading={busy}>
        {t(`screens.forms.${form.state === "live" ? "close" : "open"}`)}
      </Button>
      <Button type="primary" disabled={!dirty} loading={busy} onClick={() => void save()}>
        {t("shell.form.save")}
      </Button>
    </>
  );
  return (
    <Page title={form.name} state={<Mark tone={TONES[form.state]}>{enumText(t, "form_state", form.state)}</Mark>} actions={actions}>
      <nav className={styles["back"]}>
        <PathLink to="/settings/forms">← {t("screens.settings.tabs.forms")}</PathLink>
        <PathLink to={`/settings/forms/submissions?form_id=${form.id}&view=all`}>{t("screens.forms.submissions")}</PathLink>
      </nav>
      {problem && <Alert type="error" showIcon title={problemText(problem, t)} className={styles["problem"] ?? ""} />}
      <div className={styles["designer"]}>
        <div className={styles["left"]}>
          <Segmented aria-label={form.name} value={tab} onChange={setTab} options={TABS.map((value) => ({ value, label: t(`screens.forms.tab.${value}`) }))} />
          {tab === "fields" && <FormFields {...parts} />}
          {tab === "texts" && <FormTexts {...parts} />}
          {tab === "guard" && <FormGuard {...parts} />}
          {tab === "embed" && <FormEmbed form={form} />}
          {tab === "codes" && <FormCodes form={form} />}
        </div>
        <FormPreview draft={draft} />
      </div>
    </Page>
  );
}
