import EditOutlined from "@ant-design/icons/EditOutlined";
import { Button } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf, ConversationDetail, Message } from "@/api/types";
import { nameOf } from "@/resource/chat/nameOf";
import { useSaid } from "@/resource/chat/Talk";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import { useRefresh } from "@/resource/useRecord";
import type { Field, Values } from "@/resource/types";
import { recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { toast } from "@/shared/ui/toast";
import { When } from "@/shared/ui/When";
import { deviceOf, lastWords } from "./visitor";
import styles from "./Console.module.css";
import { LinkTo } from "./LinkTo";

const FormDrawer = lazy(() => import("@/resource/form/FormDrawer"));
const Transcript = lazy(() => import("@/resource/chat/Transcript"));
const TOUCHES = ["conversation", "lead", "customer"] as const;

const LEAD: readonly Field[] = [
  { name: "name", kind: "text", maxLength: 120 },
  { name: "phone", kind: "phone", maxLength: 40 },
  { name: "wechat", kind: "text", maxLength: 60 },
  { name: "email", kind: "email", maxLength: 120 },
  { name: "company", kind: "text", maxLength: 200 },
  { name: "region", kind: "text", maxLength: 80 },
  { name: "grade", kind: "select", enum: "lead_grade", values: ["A", "B", "C", "D"], chips: true },
  { name: "remark", kind: "textarea" },
  { name: "keep", kind: "bool" },
];
const WHO = ["phone", "wechat", "email", "company", "region"] as const;

const whoOf = (values: Values): Values => ({
  ...Object.fromEntries(WHO.flatMap((name) => (values[name] ? [[name, values[name]]] : []))),
  ...(values["name"] ? { person: values["name"] } : {}),
});

/** Makes the visitor a lead: filled in from what was said. */
function SubmitLead({ chat, said, onClose }: { chat: ConversationDetail; said: readonly Message[]; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const send = async (values: Values, key: string): Promise<void> => {
    const body = { ...values, keep: values["keep"] === true } as BodyOf<"/api/v1/conversations/{id}/leads">;
    const made = must(await api.POST("/api/v1/conversations/{id}/leads", { params: { path: { id: chat.id } }, body, headers: { "Idempotency-Key": key } }));
    refresh(...TOUCHES);
    toast("good", t(made.joined ? "chat.lead.joined" : "chat.lead.made", { title: made.title ?? "", owner: made.owner_name ?? t("resource.known.nobody") }));
  };
  return <FormDrawer kind="lead" title={t("chat.lead.title")} fields={LEAD} initial={{ name: chat.name, remark: lastWords(said) }} who={whoOf} submit={send} onClose={onClose} />;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === "" || children === false) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who it is: the visitor, the lead or customer, and what was said before. */
export function Facts({ chat }: { chat: ConversationDetail }) {
  const { t } = useTranslation();
  const act = useAct();
  const { data } = useSaid(chat.id);
  const [step, setStep] = useState<"submit" | "link">();
  const [question, setQuestion] = useState<Question>();
  const [open, setOpen] = useState<number>();
  const { id, visitor, about, earlier, actions } = chat;
  const may = (verb: string): boolean => actions.includes(verb);
  const path = { params: { path: { id } } };
  const name = (): void =>
    setQuestion({
      title: "chat.name.title",
      fields: [{ name: "name", kind: "text", required: true, maxLength: 120 }],
      initial: { name: chat.name },
      submit: ({ name: said }) => api.PUT("/api/v1/conversations/{id}/name", { ...path, body: { name: String(said) } }),
    });
  const letIn = (): Promise<unknown> => api.DELETE("/api/v1/conversations/{id}/blocks", path);
  const block = (): void => act({ run: () => api.POST("/api/v1/conversations/{id}/blocks", path), done: "chat.blocked", touches: TOUCHES, undo: letIn });
  const record = about && about.id !== null ? recordPath(about.kind, about.id) : null;
  return (
    <aside className={styles["aside"]} aria-label={t("chat.facts")}>
      <section>
        <h2>
          {nameOf(chat, t)}
          {may("name") && <Button size="small" type="text" icon={<EditOutlined />} aria-label={t("chat.name.title")} onClick={name} />}
        </h2>
        {about ? (
          <p className={styles["about"]}>
            {t(`chat.known.${about.kind}`)} {record ? <PathLink to={record}>{about.title}</PathLink> : t("chat.outOfSight")}
            <small>{about.owner_name ?? t("resource.known.nobody")}</small>
          </p>
        ) : (
          <p className={styles["none"]}>{t("chat.unknown")}</p>
        )}
        <div className={styles["buttons"]}>
          {may("submit") && (
            <Button size="small" type={about ? "default" : "primary"} onClick={() => setStep("submit")}>
              {t("chat.lead.title")}
            </Button>
          )}
          {may("link") && (
            <Button size="small" onClick={() => setStep("link")}>
              {t("chat.link.title")}
            </Button>
          )}
        </div>
      </section>
      <dl>
        <Fact name={t("chat.fact.site")}>{chat.site_name}</Fact>
        <Fact name={t("chat.fact.page")}>{visitor?.page || chat.page}</Fact>
        <Fact name={t("chat.fact.referrer")}>{visitor?.referrer}</Fact>
        <Fact name={t("chat.fact.campaign")}>{chat.campaign}</Fact>
        <Fact name={t("chat.fact.language")}>{chat.language && t(`chat.language.${chat.language}`)}</Fact>
        <Fact name={t("chat.fact.device")}>{visitor && deviceOf(visitor.agent)}</Fact>
        <Fact name={t("chat.fact.firstSeen")}>{visitor && <When at={visitor.first_seen_at} />}</Fact>
        <Fact name={t("chat.fact.stars")}>{chat.stars !== null && t("chat.stars", { n: chat.stars })}</Fact>
      </dl>
      <section>
        <h2>{t("chat.before")}</h2>
        {earlier.length === 0 && <p className={styles["none"]}>{t("chat.noneBefore")}</p>}
        <ul className={styles["before"]}>
          {earlier.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => setOpen(one.id)}>
                <span>{one.last_text || nameOf(one, t)}</span>
                <small>
                  {one.owner_name} · <When at={one.last_at} />
                </small>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {may("block") && (
        <section>
          {visitor?.blocked ? (
            <Button size="small" onClick={() => act({ run: letIn, done: "chat.letIn", touches: TOUCHES })}>
              {t("chat.letInVerb")}
            </Button>
          ) : (
            <Button size="small" danger onClick={block}>
              {t("chat.block")}
            </Button>
          )}
        </section>
      )}
      <Suspense>
        {step === "submit" && <SubmitLead chat={chat} said={data?.items ?? []} onClose={() => setStep(undefined)} />}
        {open !== undefined && <Transcript id={open} onClose={() => setOpen(undefined)} />}
      </Suspense>
      {step === "link" && <LinkTo id={id} onClose={() => setStep(undefined)} />}
      <RecordDialog kind="conversation" question={question} touches={TOUCHES} onClose={() => setQuestion(undefined)} />
    </aside>
  );
}
