import { DndContext, DragOverlay, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { Button, Segmented } from "antd";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CaseCard, DispatchDesk } from "@/api/types";
import { BulkReport } from "@/resource/bulk/BulkReport";
import { underPointer } from "@/resource/drag/dropping";
import { LastMoveSensor } from "@/resource/drag/LastMoveSensor";
import { Countdown } from "@/resource/dispatch/Countdown";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { BulkBar } from "@/resource/table/BulkBar";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { BreachFeed } from "./BreachFeed";
import { CardFace } from "./CardFace";
import styles from "./Desk.module.css";
import { DeskTabs } from "./DeskTabs";
import { Lane } from "./Lane";
import { People } from "./People";
import { useDesk } from "./useDesk";
import { useGiving } from "./useGiving";

/** How many wait for a first answer, and how long the most urgent still has. */
function State({ desk }: { desk: DispatchDesk }) {
  const { t } = useTranslation();
  const count = (state: string): number => desk.columns.find((column) => column.state === state)?.count ?? 0;
  const next = desk.columns.find(({ state }) => state === "responding")?.items[0];
  return (
    <span className={styles["state"]}>
      {t("screens.dispatch.state", { waiting: count("waiting"), responding: count("responding") })}
      {next?.due_at && (
        <>
          {t("screens.dispatch.soonest")} <Countdown warn={next.warn_at} due={next.due_at} />
        </>
      )}
    </span>
  );
}

/** Whom a card, or the chosen cards, may go to: without dragging. */
function useQuestions(giving: ReturnType<typeof useGiving>, chosen: readonly CaseCard[]) {
  const [question, setQuestion] = useState<Question>();
  const ask = (title: string, submit: (owner: number) => Promise<void>, named?: Record<string, string>): void =>
    setQuestion({ title, ok: "screens.dispatch.giveOk", ...(named && { named }), fields: [{ name: "owner_id", kind: "person", required: true }], submit: ({ owner_id: owner }) => submit(Number(owner)) });
  const one = (card: CaseCard): void => ask("screens.dispatch.giveOne", (owner) => giving.one(card, owner), { title: card.title ?? `#${card.lead_id}` });
  const many = (): void => ask("screens.dispatch.giveMany", giving.many, { n: String(chosen.length) });
  const dialog = <RecordDialog kind="lead" question={question} touches={["lead", "case", "employee"]} onClose={() => setQuestion(undefined)} />;
  return { one, many, dialog };
}

/** The supervisor's desk: what waits and runs, who can take it, and what has just gone wrong. */
export function DeskPage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { data, error, isPending, refetch, unit, askUnit } = useDesk();
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const cards = useMemo(() => data?.columns.flatMap(({ items }) => items) ?? [], [data]);
  const chosen = useMemo(() => cards.filter(({ id }) => ids.has(id)), [cards, ids]);
  const clear = (): void => setIds(new Set());
  const giving = useGiving(chosen, clear);
  const questions = useQuestions(giving, chosen);
  const [held, setHeld] = useState<CaseCard>();
  const [shown, setShown] = useState<string>("responding");
  const sensors = useSensors(useSensor(LastMoveSensor, { activationConstraint: { distance: 6 } }));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const choose = (id: number): void => setIds((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const drop = ({ active, over }: DragEndEvent): void => {
    setHeld(undefined);
    const card = cards.find(({ id }) => id === active.id);
    const person = data.people.find(({ id }) => `person-${id}` === over?.id);
    if (card && person && card.owner_id !== person.id) giving.drop(card, person.id, person.name);
  };
  const lane = (column: DispatchDesk["columns"][number]): ReactNode => <Lane key={column.state} column={column} chosen={ids} onChoose={choose} onGive={questions.one} />;
  const where = (
    <span className={styles["where"]}>
      <UnitPicker listWidth={280} placeholder={t("screens.workbench.everyone")} aria-label={t("fields.common.unit_id")} value={unit ?? null} onChange={askUnit} />
    </span>
  );
  const people = <People people={data.people} capped={data.people_capped} />;
  const feed = <BreachFeed breaches={data.breaches} />;
  const parts: Record<string, ReactNode> = { people, feed, ...Object.fromEntries(data.columns.map((column) => [column.state, lane(column)])) };
  const narrow = [...data.columns.map(({ state, count }) => ({ value: state as string, label: `${t(`screens.dispatch.column.${state}`)} ${count}` })), { value: "people", label: t("screens.dispatch.people") }, { value: "feed", label: t("screens.dispatch.feed") }];
  return (
    <DndContext sensors={sensors} collisionDetection={underPointer} onDragStart={({ active }) => setHeld(cards.find(({ id }) => id === active.id))} onDragEnd={drop} onDragCancel={() => setHeld(undefined)}>
      <Page title={t("shell.nav.dispatch")} state={<State desk={data} />} actions={where} fill={!phone}>
        <DeskTabs />
        {chosen.length > 0 && (
          <BulkBar count={chosen.length} onClear={clear}>
            <Button type="primary" onClick={questions.many}>
              {t("screens.dispatch.give")}
            </Button>
          </BulkBar>
        )}
        {phone ? (
          <>
            <div className={styles["switch"]}>
              <Segmented value={shown} onChange={setShown} options={narrow} />
            </div>
            {parts[shown]}
          </>
        ) : (
          <div className={styles["desk"]}>
            <div className={styles["lanes"]}>{data.columns.map(lane)}</div>
            <aside className={styles["aside"]}>
              {people}
              {feed}
            </aside>
          </div>
        )}
      </Page>
      <DragOverlay dropAnimation={null}>{held && <CardFace card={held} held />}</DragOverlay>
      {questions.dialog}
      <BulkReport />
    </DndContext>
  );
}
