import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Checkbox, Input, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf } from "@/api/types";
import { report } from "@/resource/bulk/reports";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import type { Search } from "@/shared/urlSearch";
import { useSettled } from "@/shared/useSettled";
import { at, GUEST_STATES, guestsQuery, keyed, KIND, may, type Guest, type GuestState, type SalesEvent } from "./eventApi";
import styles from "./Events.module.css";
import { GuestRow } from "./GuestRow";

const InviteDrawer = lazy(() => import("./InviteDrawer"));
type Change = Omit<BodyOf<"/api/v1/sales-events/{id}/guest_changes">, "ids">;

/** Changes many guests; those that did not go as asked are told one by one. */
function useChange(event: SalesEvent, rows: readonly Guest[]) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const change = async (ids: readonly number[], wanted: Partial<Change>, key: string = crypto.randomUUID()): Promise<void> => {
    const body = { ids: [...ids], answer: "", party: 1, remove: false, ...wanted } as BodyOf<"/api/v1/sales-events/{id}/guest_changes">;
    const { results } = must(await api.POST("/api/v1/sales-events/{id}/guest_changes", { ...at(event.id), body, headers: keyed(key) as never }));
    refresh(KIND);
    const refused = results.filter(({ ok }) => !ok);
    if (refused.length > 0) report({ title: t("screens.salesEvents.refused", { count: refused.length }), lines: refused.map(({ id, detail }) => ({ id: id ?? 0, title: names.get(id ?? 0) ?? "", text: detail ?? "" })) });
    else toast("good", t("screens.salesEvents.changed", { count: results.length }));
  };
  return { change, changeNow: (ids: readonly number[], wanted: Partial<Change>): void => void change(ids, wanted).catch(tell) };
}

/** Everybody on the list: by state and inviter, one by one or many at once. */
export function EventGuests({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [inviting, setInviting] = useState(false);
  const state = GUEST_STATES.find((one) => one === search["state"]);
  const inviter = Number(search["inviter"]) || undefined;
  const filters = { state, inviter, walkIn: search["walk_in"] === "true" ? true : undefined, search: useSettled(text, 300) };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(guestsQuery(event.id, filters));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const put = (part: Record<string, string | undefined>): void => {
    const next = Object.fromEntries(Object.entries({ tab: "guests", state: search["state"], inviter: search["inviter"], walk_in: search["walk_in"], ...part }).filter(([, value]) => value));
    setChosen(new Set());
    void navigate({ to: ".", search: next as never, replace: true });
  };
  const toggle = (id: number): void => setChosen((held) => new Set(held.has(id) ? [...held].filter((one) => one !== id) : [...held, id]));
  const every = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  const invite = may(event, "invite") && (
    <Button type="primary" onClick={() => setInviting(true)}>
      {t("screens.salesEvents.invite")}
    </Button>
  );
  const people = event.team.map(({ user_id: value, user_name: label }) => ({ value: String(value), label }));
  const filtered = Boolean(state || inviter || filters.walkIn || text);
  return (
    <>
      <div className={styles["bar"]}>
        <Select<GuestState> allowClear aria-label={t("fields.sales_event.state")} placeholder={t("screens.salesEvents.anyState")} value={state ?? null} onChange={(value?: GuestState) => put({ state: value })} options={GUEST_STATES.map((value) => ({ value, label: enumText(t, "sales_event_guest_state", value) }))} className={styles["filter"] ?? ""} />
        <Select<string> allowClear aria-label={t("fields.sales_event.inviter_id")} placeholder={t("screens.salesEvents.anyInviter")} value={search["inviter"] ?? null} onChange={(value?: string) => put({ inviter: value })} options={people} className={styles["filter"] ?? ""} />
        <Checkbox checked={filters.walkIn === true} onChange={({ target }) => put({ walk_in: target.checked ? "true" : undefined })}>
          {t("screens.salesEvents.walkIn")}
        </Checkbox>
        <Input.Search allowClear aria-label={t("screens.salesEvents.findGuest")} placeholder={t("screens.salesEvents.findGuest")} value={text} onChange={({ target }) => setText(target.value)} maxLength={60} />
        {invite}
      </div>
      {isPending && <PageSkeleton />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && (filtered ? <Empty title={t("screens.salesEvents.noSuchGuest")} /> : <Empty title={t("screens.salesEvents.noGuests.title")} text={t("screens.salesEvents.noGuests.text")} action={invite} />)}
      {rows.length > 0 && (
        <>
          <Chosen event={event} rows={rows} chosen={chosen} every={every} onEvery={() => setChosen(every ? new Set() : new Set(rows.map(({ id }) => id)))} onDone={() => setChosen(new Set())} />
          <ul className={styles["guests"]}>
            {rows.map((row) => (
              <GuestRow key={row.id} event={event} guest={row} chosen={chosen.has(row.id)} onToggle={() => toggle(row.id)} />
            ))}
          </ul>
        </>
      )}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t("screens.salesEvents.more")}</Button>}
      <Suspense>{inviting && <InviteDrawer event={event} onClose={() => setInviting(false)} />}</Suspense>
    </>
  );
}

interface ChosenProps {
  event: SalesEvent;
  rows: readonly Guest[];
  chosen: ReadonlySet<number>;
  every: boolean;
  onEvery: () => void;
  onDone: () => void;
}

/** What is done with all who are chosen. */
function Chosen({ event, rows, chosen, every, onEvery, onDone }: ChosenProps) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { change, changeNow } = useChange(event, rows);
  if (!may(event, "invite")) return null;
  const ids = [...chosen];
  const now = (wanted: Partial<Change>): void => {
    changeNow(ids, wanted);
    onDone();
  };
  const giving: Question = {
    title: "screens.salesEvents.otherInviter",
    fields: [{ name: "inviter_id", kind: "person", required: true }],
    submit: (values, key) => change(ids, values as Partial<Change>, key).then(onDone),
  };
  const removing: Question = { title: "screens.salesEvents.removeGuests", ok: "screens.salesEvents.removeGuests", danger: true, fields: [], text: t("screens.salesEvents.removeText", { count: ids.length }), submit: (_, key) => change(ids, { remove: true }, key).then(onDone) };
  return (
    <div className={styles["chosen"]}>
      <Checkbox checked={every} indeterminate={!every && ids.length > 0} onChange={onEvery}>
        {ids.length > 0 ? t("screens.salesEvents.chosen", { count: ids.length }) : t("screens.salesEvents.choose")}
      </Checkbox>
      {ids.length > 0 && (
        <>
          {(["accepted", "declined", "invited"] as const).map((answer) => (
            <Button key={answer} size="small" onClick={() => now({ answer })}>
              {enumText(t, "sales_event_guest_state", answer)}
            </Button>
          ))}
          <Button size="small" onClick={() => setQuestion(giving)}>
            {t("screens.salesEvents.otherInviter")}
          </Button>
          <Button size="small" danger onClick={() => setQuestion(removing)}>
            {t("screens.salesEvents.removeGuests")}
          </Button>
        </>
      )}
      <RecordDialog kind={KIND} question={question} touches={[KIND]} onClose={() => setQuestion(undefined)} />
    </div>
  );
}
