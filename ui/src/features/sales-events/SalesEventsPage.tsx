import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf } from "@/api/types";
import { enumText } from "@/resource/texts";
import type { Values } from "@/resource/types";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useMay } from "@/shared/session/session";
import { absolute } from "@/shared/format";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import { useSettled } from "@/shared/useSettled";
import { eventsQuery, keyed, KIND, TONES, type SalesEventListed, type State } from "./eventApi";
import { eventFields, eventValues } from "./eventFields";
import styles from "./Events.module.css";
import { useCampaigns } from "./useCampaigns";
import { Others } from "./Others";

const FormDrawer = lazy(() => import("@/resource/form/FormDrawer"));
const SHOWN = { ahead: ["draft", "open", "running"], over: ["closed"], every: [] } as const satisfies Record<string, readonly State[]>;
type Shown = keyof typeof SHOWN;
const HEADINGS = ["name", "state", "invited", "attended", "deals", "signed", "paid"] as const;

/** Every sales event one has to do with: what lies ahead, and what it brought. */
export function SalesEventsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [shown, setShown] = useState<Shown>("ahead");
  const [text, setText] = useState("");
  const [creating, setCreating] = useState(false);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(eventsQuery(SHOWN[shown], useSettled(text, 300)));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const create = may("sales_event.edit") && (
    <Button type="primary" onClick={() => setCreating(true)}>
      {t("screens.salesEvents.create")}
    </Button>
  );
  return (
    <Page title={t("screens.work.tabs.sales_events")} actions={create}>
      <WorkTabs />
      <div className={styles["bar"]}>
        <Segmented<Shown> aria-label={t("screens.salesEvents.shown")} value={shown} onChange={setShown} options={(Object.keys(SHOWN) as Shown[]).map((value) => ({ value, label: t(`screens.salesEvents.${value}`) }))} />
        <Input.Search allowClear aria-label={t("screens.salesEvents.find")} placeholder={t("screens.salesEvents.find")} value={text} onChange={(event) => setText(event.target.value)} maxLength={60} />
      </div>
      {isPending && <PageSkeleton />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && <Empty title={t("screens.salesEvents.none.title")} text={t("screens.salesEvents.none.text")} action={create} />}
      {rows.length > 0 && <EventTable rows={rows} />}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t("screens.salesEvents.more")}</Button>}
      <Suspense>{creating && <Create onClose={() => setCreating(false)} />}</Suspense>
    </Page>
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const submit = async (values: Values, key: string): Promise<void> => {
    const body = eventValues(values) as BodyOf<"/api/v1/sales-events">;
    const made = must(await api.POST("/api/v1/sales-events", { body, headers: keyed(key) as never }));
    await navigate({ to: `/sales-events/${made.id}` });
  };
  return <FormDrawer kind={KIND} title={t("screens.salesEvents.create")} fields={eventFields(useCampaigns())} initial={{ kind: "salon", window_days: 7, remind_days: 2 }} submit={submit} onClose={onClose} />;
}

function EventTable({ rows }: { rows: readonly SalesEventListed[] }) {
  const { t } = useTranslation();
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          {HEADINGS.map((heading) => (
            <th key={heading} scope="col">
              {t(`screens.salesEvents.heading.${heading}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: SalesEventListed }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { figures } = row;
  const cell = (heading: "invited" | "attended" | "deals", goal: number | null, query: string) => (
    <td data-label={t(`screens.salesEvents.heading.${heading}`)}>
      <PathLink to={`/sales-events/${row.id}?${query}`}>{count(figures[heading])}</PathLink>
      {goal !== null && <small> / {count(goal)}</small>}
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <PathLink to={`/sales-events/${row.id}`}>{row.name}</PathLink>
        <small>{[enumText(t, "sales_event_kind", row.kind), absolute(row.starts_at), row.place, row.owner_name].filter(Boolean).join(" · ")}</small>
      </th>
      <td>
        <Mark tone={TONES[row.state]}>{enumText(t, "sales_event_state", row.state)}</Mark>
      </td>
      {cell("invited", row.goal_invited, "tab=guests")}
      {cell("attended", row.goal_attended, "tab=guests&state=attended")}
      {cell("deals", row.goal_deals, "tab=deals")}
      <td data-label={t("screens.salesEvents.heading.signed")}>
        <PathLink to={`/sales-events/${row.id}?tab=deals`}>
          <Money minor={figures.signed_minor} />
        </PathLink>
        <Others figures={figures} name="signed_minor" />
      </td>
      <td data-label={t("screens.salesEvents.heading.paid")}>
        <PathLink to={`/sales-events/${row.id}?tab=yield`}>
          <Money minor={figures.cost_minor + figures.spend_minor} />
        </PathLink>
      </td>
    </tr>
  );
}
