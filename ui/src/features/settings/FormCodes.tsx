import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { BodyOf, EditOf, FormCode, FormDetail } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Field } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { useFormat } from "@/shared/useFormat";
import styles from "./Forms.module.css";
import { useCodes } from "./useForm";

const FIELDS: readonly Field[] = [
  { name: "name", kind: "text", required: true, maxLength: 80, help: "screens.forms.code.nameHelp" },
  { name: "owner_id", kind: "person", shown: "owner_name", help: "screens.forms.code.ownerHelp" },
  { name: "campaign", kind: "text", maxLength: 120 },
];
const DAYS = 30;

const creating = (form: number): Question => ({
  title: "screens.forms.code.create",
  done: "screens.forms.code.created",
  fields: FIELDS,
  submit: (values, key) => api.POST("/api/v1/forms/{id}/codes", { params: { path: { id: form } }, body: values as BodyOf<"/api/v1/forms/{id}/codes">, headers: { "Idempotency-Key": key } }),
});

const editing = (code: FormCode): Question => ({
  title: "screens.forms.code.edit",
  done: "screens.forms.code.saved",
  fields: FIELDS,
  initial: { name: code.name, owner_id: code.owner_id, campaign: code.campaign },
  ...(code.owner_name && { known: { owner_id: code.owner_name } }),
  submit: (changes) => api.PATCH("/api/v1/form-codes/{id}", { params: { path: { id: code.id } }, body: { changes, version: code.version } as EditOf<"/api/v1/form-codes/{id}"> }),
});

/** Links of their own to a form, for people and channels; each drawn to be printed. */
export function FormCodes({ form }: { form: FormDetail }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { data, error, isPending, refetch } = useCodes(form.id, DAYS);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const create = <Button onClick={() => setQuestion(creating(form.id))}>{t("screens.forms.code.create")}</Button>;
  return (
    <section className={styles["part"]} aria-label={t("screens.forms.tab.codes")}>
      <p className={styles["note"]}>{t("screens.forms.code.text", { n: DAYS })}</p>
      {data.items.length === 0 ? <Empty title={t("screens.forms.code.none")} action={create} /> : <div>{create}</div>}
      <ul className={styles["codes"]}>
        {data.items.map((code) => (
          <Code key={code.id} code={code} since={data.since} onEdit={() => setQuestion(editing(code))} />
        ))}
      </ul>
      <RecordDialog kind="form_code" question={question} touches={["form_code"]} onClose={() => setQuestion(undefined)} />
    </section>
  );
}

function Code({ code, since, onEdit }: { code: FormCode; since: string; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct();
  const image = (format: "svg" | "png"): string => `/api/v1/form-codes/${code.id}/image?format=${format}`;
  const remove = (): void => act({ run: () => api.DELETE("/api/v1/form-codes/{id}", { params: { path: { id: code.id } } }), done: "screens.forms.code.removed", touches: ["form_code"] });
  const figure = (name: "submissions" | "leads", state: string) => (
    <FigureLink link={code[name] > 0 ? { path: "/settings/forms/submissions", params: { code_id: code.id, state, since } } : null}>{t(`screens.forms.code.${name}`, { n: format.count(code[name]) })}</FigureLink>
  );
  return (
    <li>
      <img src={image("svg")} alt={t("screens.forms.code.alt", { name: code.name })} width={96} height={96} loading="lazy" />
      <div>
        <b>{code.name}</b>
        <small>{[code.owner_name, code.campaign].filter(Boolean).join(" · ")}</small>
        <span className={styles["figures"]}>
          <span>{t("screens.forms.code.visits", { n: format.count(code.visits) })}</span>
          {figure("submissions", "taken")}
          {figure("leads", "received")}
        </span>
        <span className={styles["buttons"]}>
          <Button size="small" href={image("png")} download>
            PNG
          </Button>
          <Button size="small" href={image("svg")} download>
            SVG
          </Button>
          <Button size="small" onClick={onEdit}>
            {t("screens.forms.code.edit")}
          </Button>
          <Button size="small" type="text" danger onClick={remove}>
            {t("screens.forms.code.remove")}
          </Button>
        </span>
      </div>
    </li>
  );
}
