import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { EditOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { Timeline } from "@/resource/timeline/Timeline";
import { enumText } from "@/resource/texts";
import type { Resource } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useRefresh } from "@/resource/useRecord";
import { absolute } from "@/shared/format";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import type { Search } from "@/shared/urlSearch";
import { at, eventQuery, keyed, KIND, may, TONES, type SalesEvent, type State } from "./eventApi";
import { EventBoard } from "./EventBoard";
import { EventDeals } from "./EventDeals";
import { changesOf, eventFields, initialOf } from "./eventFields";
import { EventGuests } from "./EventGuests";
import styles from "./Events.module.css";
import { EventTeam } from "./EventTeam";
import { EventYield } from "./EventYield";
import { useCampaigns } from "./useCampaigns";

const FormDrawer = lazy(() => import("@/resource/form/FormDrawer"));
const TABS = ["board", "guests", "deals", "yield", "team", "timeline"] as const;
type Tab = (typeof TABS)[number];
const MOVES = { open: "open", start: "running", close: "closed" } as const satisfies Record<string, State>;

/** One event: loaded, then drawn. */
export function SalesEventPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, isPending, refetch } = useQuery(eventQuery(Number(id)));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return <Opened key={data.id} event={data} />;
}

function Opened({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const tab = TABS.find((one) => one === search["tab"]) ?? (event.state === "draft" ? "team" : "board");
  const choose = (next: Tab): void => void navigate({ to: ".", search: { tab: next } as never, replace: true });
  return (
    <Page title={event.name} state={<Mark tone={TONES[event.state]}>{enumText(t, "sales_event_state", event.state)}</Mark>} actions={<Actions event={event} />}>
      <nav className={styles["back"]}>
        <PathLink to="/sales-events">← {t("screens.work.tabs.sales_events")}</PathLink>
      </nav>
      <p className={styles["facts"]}>{[enumText(t, "sales_event_kind", event.kind), `${absolute(event.starts_at)} – ${absolute(event.ends_at)}`, event.place, event.owner_name, event.campaign_name].filter(Boolean).join(" · ")}</p>
      {event.reason && <p className={styles["facts"]}>{t("screens.salesEvents.because", { reason: event.reason })}</p>}
      <div className={styles["bar"]}>
        <Segmented<Tab> aria-label={event.name} value={tab} onChange={choose} options={TABS.map((value) => ({ value, label: t(`screens.salesEvents.tab.${value}`) }))} />
      </div>
      {tab === "board" && <EventBoard event={event} />}
      {tab === "guests" && <EventGuests event={event} />}
      {tab === "deals" && <EventDeals event={event} />}
      {tab === "yield" && <EventYield event={event} />}
      {tab === "team" && <EventTeam event={event} />}
      {tab === "timeline" && <Timeline resource={RESOURCE} id={event.id} />}
    </Page>
  );
}

const RESOURCE: Resource<SalesEvent> = {
  kind: KIND,
  fields: eventFields({}),
  title: ({ name }) => name,
  list: () => Promise.resolve({ items: [], next: null }),
};

function Actions({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const [editing, setEditing] = useState(false);
  const move = (to: State, values: object, key: string) => api.POST("/api/v1/sales-events/{id}/moves", { ...at(event.id), body: { to, reason: "", ...values }, headers: keyed(key) as never });
  const cancelling: Question = {
    title: "screens.salesEvents.cancel",
    fields: [{ name: "reason", kind: "text", required: true, maxLength: 200 }],
    danger: true,
    ok: "screens.salesEvents.cancel",
    text: t("screens.salesEvents.cancelText"),
    submit: (values, key) => move("cancelled", values, key),
  };
  const closing: Question = { title: "screens.salesEvents.close", ok: "screens.salesEvents.close", fields: [], text: t("screens.salesEvents.closeText"), submit: (values, key) => move("closed", values, key) };
  const press = (verb: keyof typeof MOVES): void => {
    if (verb === "close") setQuestion(closing);
    else act({ run: () => move(MOVES[verb], {}, crypto.randomUUID()), done: `screens.salesEvents.done.${verb}`, touches: [KIND] });
  };
  return (
    <>
      {may(event, "cancel") && <Button onClick={() => setQuestion(cancelling)}>{t("screens.salesEvents.cancel")}</Button>}
      {may(event, "edit") && <Button onClick={() => setEditing(true)}>{t("screens.salesEvents.edit")}</Button>}
      {(Object.keys(MOVES) as (keyof typeof MOVES)[]).map(
        (verb) =>
          may(event, verb) && (
            <Button key={verb} type={verb === "close" ? "default" : "primary"} onClick={() => press(verb)}>
              {t(`screens.salesEvents.${verb}`)}
            </Button>
          ),
      )}
      {may(event, "sign_in") && (
        <PathLink to={`/sales-events/${event.id}/door`} className={styles["button"]}>
          {t("screens.salesEvents.door.title")}
        </PathLink>
      )}
      <RecordDialog kind={KIND} question={question} touches={[KIND]} onClose={() => setQuestion(undefined)} />
      <Suspense>{editing && <Edit event={event} onClose={() => setEditing(false)} />}</Suspense>
    </>
  );
}

function Edit({ event, onClose }: { event: SalesEvent; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const fields = eventFields(useCampaigns());
  const [seen] = useState(event);
  const submit = async (values: Record<string, unknown>): Promise<void> => {
    const changes = changesOf(seen, fields, values);
    if (Object.keys(changes).length > 0) {
      const held = seen as unknown as Record<string, unknown>;
      const base = Object.fromEntries(Object.keys(changes).map((name) => [name, held[name]]));
      await api.PATCH("/api/v1/sales-events/{id}", { ...at(seen.id), body: { changes, base, version: seen.version } as EditOf<"/api/v1/sales-events/{id}"> });
    }
    refresh(KIND);
  };
  return <FormDrawer kind={KIND} title={t("screens.salesEvents.edit")} fields={fields} initial={initialOf(seen, fields)} submit={submit} onClose={onClose} />;
}
