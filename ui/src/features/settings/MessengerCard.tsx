import { Alert, Button, Input, Select, Switch, Typography } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import type { Messenger, MessengerField, MessengerTrial } from "@/api/types";
import { Mark } from "@/shared/ui/Mark";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { When } from "@/shared/ui/When";
import styles from "./Messengers.module.css";

type Draft = Readonly<Record<string, string>>;

interface Props {
  messenger: Messenger;
  open: boolean;
  onToggle: () => void;
  onSaved: () => void;
}

/** One messenger: its name and state, and its fields once it is opened. */
export function MessengerCard({ messenger, open, onToggle, onSaved }: Props) {
  const { t } = useTranslation();
  const { name, enabled, people } = messenger;
  const body = useId();
  return (
    <section className={styles["card"]}>
      <h2>
        <button type="button" className={styles["head"]} aria-expanded={open} aria-controls={body} onClick={onToggle}>
          <b>{t(`messengers.name.${name}`)}</b>
          <Mark tone={enabled ? "good" : "plain"}>{t(enabled ? "messengers.on" : "messengers.off")}</Mark>
          <span className={styles["count"]}>{t("messengers.people", { count: people })}</span>
        </button>
      </h2>
      <div id={body} hidden={!open}>
        {open && <Form messenger={messenger} onSaved={onSaved} />}
      </div>
    </section>
  );
}

function Form({ messenger, onSaved }: { messenger: Messenger; onSaved: () => void }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [draft, setDraft] = useState<Draft>({});
  const [wrong, setWrong] = useState<string>();
  const [trial, setTrial] = useState<MessengerTrial>();
  const path = { path: { name: messenger.name } };
  const failed = (error: unknown): void => {
    setWrong(error instanceof ApiProblem ? error.field?.replace("fields.", "") : undefined);
    tell(error);
  };
  const save = useMutation({
    mutationFn: (body: { enabled?: boolean; fields?: Draft }) => api.PATCH("/api/v1/messengers/{name}", { params: path, body }),
    onSuccess: () => {
      setDraft({});
      setWrong(undefined);
      toast("good", t("messengers.saved"));
      onSaved();
    },
    onError: failed,
  });
  const send = useMutation({
    mutationFn: async () => must(await api.POST("/api/v1/messengers/{name}/trials", { params: path })),
    onSuccess: setTrial,
    onError: tell,
  });
  const set = (field: string, value: string | undefined): void => {
    const { [field]: _former, ...others } = draft;
    setDraft(value === undefined ? others : { ...others, [field]: value });
  };
  const changed = Object.keys(draft).length > 0;
  return (
    <div className={styles["body"]}>
      <dl className={styles["pairs"]}>
        <dt id={`${messenger.name}-on`}>{t("messengers.enabled")}</dt>
        <dd>
          <Switch aria-labelledby={`${messenger.name}-on`} checked={messenger.enabled} loading={save.isPending} onChange={(on) => save.mutate({ enabled: on, fields: draft })} />
        </dd>
        {messenger.fields.map((field) => (
          <Line key={field.name} field={field} id={`${messenger.name}-${field.name}`} typed={draft[field.name]} wrong={wrong === field.name} onChange={(value) => set(field.name, value)} />
        ))}
        <dt>{t("messengers.callback")}</dt>
        <dd>
          <Typography.Text copyable className={styles["address"] ?? ""}>
            {new URL(messenger.callback_url, location.origin).href}
          </Typography.Text>
        </dd>
        <dt>{t("messengers.lastCallback")}</dt>
        <dd>{messenger.last_callback_at ? <When at={messenger.last_callback_at} /> : t("messengers.never")}</dd>
      </dl>
      {trial && <Alert type={trial.ok ? "success" : "error"} showIcon title={trial.detail} description={trial.said || undefined} />}
      <span className={styles["buttons"]}>
        <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate({ fields: draft })}>
          {t("messengers.save")}
        </Button>
        <Button disabled={!messenger.ready || changed} loading={send.isPending} onClick={() => send.mutate()}>
          {t("messengers.try")}
        </Button>
      </span>
    </div>
  );
}

interface LineProps {
  field: MessengerField;
  id: string;
  typed: string | undefined;
  wrong: boolean;
  onChange: (value: string | undefined) => void;
}

/** One field; of a secret only whether there is one. */
function Line({ field, id, typed, wrong, onChange }: LineProps) {
  const { t } = useTranslation();
  const common = wrong ? { id, status: "error" as const } : { id };
  const input = field.choices.length > 0 ? (
    <Select {...common} style={{ width: "100%" }} value={typed ?? field.value ?? ""} onChange={onChange} options={field.choices.map((value) => ({ value, label: t(`messengers.choice.${value}`) }))} />
  ) : field.secret ? (
    <Input.Password
      {...common}
      autoComplete="new-password"
      visibilityToggle={typed !== undefined}
      value={typed ?? ""}
      placeholder={field.kept && typed === undefined ? t("messengers.kept") : ""}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
    />
  ) : (
    <Input {...common} autoComplete="off" value={typed ?? field.value ?? ""} onChange={({ target }) => onChange(target.value)} />
  );
  return (
    <>
      <dt>
        <label htmlFor={id}>{t(`messengers.field.${field.name}`)}</label>
      </dt>
      <dd>
        {input}
        {!field.needed && <small className={styles["help"]}>{t("messengers.optional")}</small>}
        {field.kept && !field.needed && (
          <Button type="link" size="small" onClick={() => onChange("")}>
            {t("messengers.clear")}
          </Button>
        )}
      </dd>
    </>
  );
}
