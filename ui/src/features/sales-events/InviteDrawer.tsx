import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Drawer, Input, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { BodyOf } from "@/api/types";
import { report } from "@/resource/bulk/reports";
import type { Tree } from "@/resource/conditions/model";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { useSettled } from "@/shared/useSettled";
import { at, keyed, KIND, type SalesEvent } from "./eventApi";
import styles from "./Events.module.css";

const Builder = lazy(() => import("@/resource/conditions/Builder"));
const KINDS = ["customer", "lead", "contact"] as const;
type Kind = (typeof KINDS)[number];
interface Found {
  id: number;
  name: string;
  hint: string;
}

async function found(kind: Kind, q: string, signal: AbortSignal): Promise<Found[]> {
  const query = { q, limit: 50 };
  if (kind === "customer") return must(await api.GET("/api/v1/customers", { params: { query }, signal })).items.map(({ id, name, region, owner_name: owner }) => ({ id, name, hint: [region, owner].filter(Boolean).join(" · ") }));
  if (kind === "lead") return must(await api.GET("/api/v1/leads", { params: { query: { ...query, live: true } }, signal })).items.map(({ id, name, company, owner_name: owner }) => ({ id, name: name || company, hint: [name && company, owner].filter(Boolean).join(" · ") }));
  return must(await api.GET("/api/v1/contacts", { params: { query }, signal })).items.map(({ id, name, customer_name: customer, title }) => ({ id, name, hint: [customer, title].filter(Boolean).join(" · ") }));
}

/** Whom to invite: picked from a list, or all that fit a condition. */
export default function InviteDrawer({ event, onClose }: { event: SalesEvent; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const [kind, setKind] = useState<Kind>("customer");
  const [text, setText] = useState("");
  const [picked, setPicked] = useState<ReadonlyMap<number, string>>(new Map());
  const [where, setWhere] = useState<Tree>();
  const [building, setBuilding] = useState(false);
  const [inviter, setInviter] = useState<number | null>(null);
  const { send, busy, problem } = useInvite(event, picked, onClose);
  const settled = useSettled(text, 300);
  const { data, isPending } = useQuery({ queryKey: [kind, "to-invite", settled], queryFn: ({ signal }) => found(kind, settled, signal) });
  const choose = (next: Kind): void => {
    setKind(next);
    setPicked(new Map());
    setWhere(undefined);
  };
  const toggle = ({ id, name }: Found): void => {
    setWhere(undefined);
    setPicked((held) => (held.has(id) ? new Map([...held].filter(([one]) => one !== id)) : new Map([...held, [id, name]])));
  };
  const apply = (tree: Tree): void => {
    setWhere(Object.keys(tree).length > 0 ? tree : undefined);
    setPicked(new Map());
    setBuilding(false);
  };
  const whom = where ? { where } : { ids: [...picked.keys()] };
  const footer = (
    <div className={styles["foot"]}>
      <span>{where ? t("screens.salesEvents.byCondition") : t("screens.salesEvents.picked", { count: picked.size })}</span>
      <Button type="primary" loading={busy} disabled={!where && picked.size === 0} onClick={() => void send({ kind, ...whom, ...(inviter !== null && { inviter_id: inviter }) })}>
        {t("screens.salesEvents.invite")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={t("screens.salesEvents.inviteTo", { name: event.name })} onClose={onClose} size={phone ? "100%" : 520} footer={footer}>
      {problem && <Alert type="error" showIcon title={problemText(problem, t)} />}
      <div className={styles["bar"]}>
        <Segmented<Kind> aria-label={t("screens.salesEvents.whom")} value={kind} onChange={choose} options={KINDS.map((value) => ({ value, label: t(`screens.salesEvents.kinds.${value}`) }))} />
        <Button onClick={() => setBuilding(true)}>{t("screens.salesEvents.condition")}</Button>
      </div>
      <label className={styles["label"]}>
        {t("fields.sales_event.inviter_id")}
        <PersonPicker value={inviter} onChange={setInviter} placeholder={t("screens.salesEvents.ownerInvites")} />
      </label>
      <Input.Search allowClear aria-label={t("screens.salesEvents.find")} placeholder={t("screens.salesEvents.find")} value={text} onChange={({ target }) => setText(target.value)} maxLength={60} />
      {isPending && <p className={styles["quiet"]}>{t("shell.loading")}</p>}
      {data?.length === 0 && <p className={styles["quiet"]}>{t("shell.pick.none")}</p>}
      <ul className={styles["lines"]}>
        {data?.map((one) => (
          <li key={one.id}>
            <Checkbox className={styles["what"] ?? ""} checked={picked.has(one.id)} onChange={() => toggle(one)}>
              {one.name}
              <small>{one.hint}</small>
            </Checkbox>
          </li>
        ))}
      </ul>
      <Suspense>{building && <Builder kind={kind} where={where ?? {}} onApply={apply} onClose={() => setBuilding(false)} />}</Suspense>
    </Drawer>
  );
}

/** Sends the invitations once, and tells of each that was refused. */
function useInvite(event: SalesEvent, names: ReadonlyMap<number, string>, onDone: () => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async (body: BodyOf<"/api/v1/sales-events/{id}/invitations">): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { results } = must(await api.POST("/api/v1/sales-events/{id}/invitations", { ...at(event.id), body, headers: keyed(crypto.randomUUID()) as never }));
      refresh(KIND);
      const refused = results.filter(({ ok }) => !ok);
      const count = results.length - refused.length;
      toast(count > 0 ? "good" : "bad", t("screens.salesEvents.invitedNow", { count }));
      if (refused.length > 0) report({ title: t("screens.salesEvents.refused", { count: refused.length }), lines: refused.map(({ id, detail }) => ({ id: id ?? 0, title: names.get(id ?? 0) ?? `#${id}`, text: detail ?? "" })) });
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return { send, busy, problem };
}
