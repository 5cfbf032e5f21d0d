import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContactSubject } from "@/resource/contact/CounterpartPicker";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import { toast } from "@/shared/ui/toast";
import { ItemRow, type Verb } from "./ItemRow";
import { carrying, dropping, finishing, learning } from "./itemQuestions";
import { moved } from "./periods";
import { orderItems, removeItem, reopenItem, TOUCHES, type Plan, type PlanItem } from "./planApi";
import styles from "./Plans.module.css";
import { useDayOff } from "./useDayOff";

const ItemDrawer = lazy(() => import("./ItemDrawer"));
const LogContact = lazy(() => import("@/resource/contact/LogContact"));

/** The things of a plan, in their order. */
export function Items({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  const act = useAct();
  const anyway = useDayOff();
  const [question, setQuestion] = useState<Question>();
  const [editing, setEditing] = useState<PlanItem>();
  const [logging, setLogging] = useState<ContactSubject>();
  const dragged = useRef<number | null>(null);
  const ids = plan.items.map(({ id }) => id);
  const sortable = plan.may_edit && plan.items.length > 1;
  const put = (id: number, place: number): void => {
    const order = moved(ids, id, place);
    if (plan.id !== null && order.join() !== ids.join()) act({ run: () => orderItems(plan.id ?? 0, order), done: "screens.plans.saved", touches: TOUCHES });
  };
  const does = (item: PlanItem): Record<Verb, () => void> => ({
    edit: () => setEditing(item),
    finish: () => setQuestion(finishing(item)),
    drop: () => setQuestion(dropping(item)),
    carry: () => setQuestion(carrying(item, anyway, ({ starts_on: day }) => toast("good", t("screens.plans.carried", { day })))),
    learn: () => setQuestion(learning(item)),
    reopen: () => act({ run: () => reopenItem(item.id), done: "screens.plans.reopened", touches: TOUCHES }),
    remove: () => act({ run: () => removeItem(item.id), done: "screens.plans.removed", touches: TOUCHES }),
    up: () => put(item.id, ids.indexOf(item.id) - 1),
    down: () => put(item.id, ids.indexOf(item.id) + 1),
    log: () => setLogging({ kind: item.about_kind as ContactSubject["kind"], id: item.about_id ?? 0, title: item.about_title ?? "" }),
  });
  const drop = (item: PlanItem): void => {
    if (dragged.current !== null && dragged.current !== item.id) put(dragged.current, ids.indexOf(item.id));
    dragged.current = null;
  };
  return (
    <>
      <ul className={styles["list"]} aria-label={t("screens.plans.items")}>
        {plan.items.map((item) => (
          <ItemRow key={item.id} item={item} sortable={sortable} onVerb={(verb) => does(item)[verb]()} onDragStart={() => (dragged.current = item.id)} onDrop={() => drop(item)} />
        ))}
      </ul>
      <RecordDialog kind="plan_item" question={question} touches={TOUCHES} onClose={() => setQuestion(undefined)} />
      <Suspense>
        {editing && <ItemDrawer key={editing.id} item={editing} plan={plan} onClose={() => setEditing(undefined)} />}
        {logging && <LogContact subject={logging} onClose={() => setLogging(undefined)} />}
      </Suspense>
    </>
  );
}
