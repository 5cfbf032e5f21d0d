import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, newKey } from "@/api/client";
import { asProblem, fieldErrors, type ApiProblem } from "@/api/problem";
import { worded, type Definition } from "@/resource/custom/definitions";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { bodyOf, changesOf, draftOf, type Draft } from "./draft";
import { FieldSettings } from "./FieldSettings";
import styles from "./Fields.module.css";
import { useRenewFields } from "./useRenewFields";

interface Props {
  kind: string;
  /** The field to change; none for a new one. */
  field: Definition | undefined;
  onClose: () => void;
}

async function save(kind: string, draft: Draft, field: Definition | undefined, key: string): Promise<unknown> {
  if (!field) return api.POST("/api/v1/fields", { body: { kind, ...bodyOf(draft) } as never, headers: { "Idempotency-Key": key } });
  const retry = field.index_state === "failed" && draft.indexed;
  const changes = changesOf(draft, field);
  if (Object.keys(changes).length === 0 && !retry) return undefined;
  return api.PATCH("/api/v1/fields/{id}", { params: { path: { id: field.id } }, body: { changes: changes as never, version: field.version, base: null } });
}

/** Making a field, or changing one: what it is called, what it holds, where it stands. */
export default function FieldDrawer({ kind, field, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const phone = useIsPhone();
  const renew = useRenewFields();
  const [draft, setDraft] = useState(() => draftOf(field));
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await save(kind, draft, field, `${key}${JSON.stringify(draft).length}`);
      await renew();
      toast("good", t(field ? "screens.fields.saved" : "screens.fields.created"));
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const title = field ? t("screens.fields.edit", { label: worded(field.labels, i18n.language) }) : t("screens.fields.create");
  const errors = problem ? fieldErrors(problem) : {};
  const footer = (
    <div className={styles["foot"]}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} onClick={() => void send()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={title} onClose={onClose} size={phone ? "100%" : 560} footer={footer}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {problem && <Alert type="error" showIcon title={problemText(problem, t)} style={{ marginBottom: 16 }} />}
        <FieldSettings draft={draft} field={field} errors={errors} onChange={(part) => setDraft({ ...draft, ...part })} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Drawer>
  );
}
