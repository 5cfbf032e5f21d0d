import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import HolderOutlined from "@ant-design/icons/HolderOutlined";
import { closestCenter, DndContext, KeyboardSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { arrayMove, SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { RouteStop, VisitRoute } from "@/api/types";
import { LastMoveSensor } from "@/resource/drag/LastMoveSensor";
import DayPicker from "@/resource/form/DayPicker";
import { ActivityTabs } from "@/resource/work/ActivityTabs";
import { today } from "@/shared/days";
import { clock } from "@/shared/format";
import { live } from "@/shared/live/meta";
import { recordPath } from "@/shared/records";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import type { Search } from "@/shared/urlSearch";
import { Nearby } from "./Nearby";
import { km } from "./places";
import { Where } from "./VisitParts";
import styles from "./Visits.module.css";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

interface StopProps {
  stop: RouteStop;
  place: number;
  last: boolean;
  movable: boolean;
  onStep: (by: 1 | -1) => void;
}

function Stop({ stop, place, last, movable, onStep }: StopProps) {
  const { t } = useTranslation();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: stop.id, disabled: !movable });
  const moved = transform && { transform: `translate3d(0, ${transform.y}px, 0)`, transition: transition ?? "none" };
  const title = stop.subject_title ?? t("screens.visits.hidden");
  const span = `${clock(new Date(stop.starts_at))}–${clock(new Date(stop.ends_at))}`;
  return (
    <li ref={setNodeRef} className={styles["stop"]} data-dragging={isDragging} {...(moved && { style: moved })}>
      <span className={styles["number"]}>{place + 1}</span>
      <span className={styles["words"]}>
        <PathLink to={recordPath("visit", stop.id) ?? "/"}>{title}</PathLink>
        <span>
          {span} · {t(stop.fixed ? "screens.visits.agreed" : "screens.visits.free")} · {stop.purpose}
        </span>
        <Where visit={stop} />
        {stop.from_last_m !== null && <small className={styles["quiet"]}>{t("screens.visits.route.fromLast", { km: km(stop.from_last_m) })}</small>}
      </span>
      {movable && (
        <span>
          <Button ref={setActivatorNodeRef} type="text" size="small" icon={<HolderOutlined />} {...attributes} {...listeners} aria-label={t("screens.visits.route.drag", { title })} />
          <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={place === 0} onClick={() => onStep(-1)} aria-label={t("screens.visits.route.up", { title })} />
          <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={last} onClick={() => onStep(1)} aria-label={t("screens.visits.route.down", { title })} />
        </span>
      )}
    </li>
  );
}

/** What the whole way comes to, and the shorter one where there is one. */
function Summary({ route, movable, onBest }: { route: VisitRoute; movable: boolean; onBest: () => void }) {
  const { t } = useTranslation();
  const differs = route.stops.some(({ id }, place) => id !== route.best[place]);
  return (
    <>
      <p className={styles["bar"]}>
        <strong>{t("screens.visits.route.total", { km: km(route.metres) })}</strong>
        {route.by_hand && <span className={styles["quiet"]}>{t("screens.visits.route.byHand")}</span>}
        {differs && movable && <Button onClick={onBest}>{t("screens.visits.route.best", { km: km(route.best_metres) })}</Button>}
      </p>
      {route.late_minutes > 0 && <Alert type="warning" showIcon title={t("screens.visits.route.late", { n: route.late_minutes })} />}
      {route.unplaced > 0 && <p className={styles["quiet"]}>{t("screens.visits.route.unplaced", { n: route.unplaced })}</p>}
    </>
  );
}

function Stops({ day, route }: { day: string; route: VisitRoute }) {
  const { t } = useTranslation();
  const may = useMay();
  const tell = useTellFailure();
  const client = useQueryClient();
  const asked = $api.queryOptions("get", "/api/v1/visits/route", { params: { query: { day } } });
  const { mutate } = useMutation({
    mutationFn: async (ids: number[]) => must(await api.PUT("/api/v1/visits/route", { body: { day, visit_ids: ids } })),
    onMutate: (ids) => client.setQueryData(asked.queryKey, (before: VisitRoute | undefined) => before && { ...before, stops: ids.flatMap((id) => before.stops.filter((one) => one.id === id)) }),
    onSuccess: (found) => {
      client.setQueryData(asked.queryKey, found);
      toast("good", t("screens.visits.route.ordered"));
    },
    onError: (error) => {
      tell(error);
      void client.invalidateQueries({ queryKey: asked.queryKey });
    },
  });
  const ids = route.stops.map(({ id }) => id);
  const sensors = useSensors(useSensor(LastMoveSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const drop = ({ active, over }: DragEndEvent): void => {
    if (over && over.id !== active.id) mutate(arrayMove(ids, ids.indexOf(Number(active.id)), ids.indexOf(Number(over.id))));
  };
  const movable = may("visit.edit") && ids.length > 1;
  return (
    <>
      <Summary route={route} movable={movable} onBest={() => mutate(route.best)} />
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <ol aria-label={t("screens.visits.routeTitle")}>
            {route.stops.map((stop, place) => (
              <Stop key={stop.id} stop={stop} place={place} last={place === ids.length - 1} movable={movable} onStep={(by) => mutate(arrayMove(ids, place, place + by))} />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
    </>
  );
}

/** The way through one's visits of a day, and whom one might see beside it. */
export function RoutePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const day = DATE.test(search["day"] ?? "") ? String(search["day"]) : today();
  const { data: route, error, refetch } = $api.useQuery("get", "/api/v1/visits/route", { params: { query: { day } } }, { meta: live("visit") });
  const go = (value: unknown): void => void navigate({ to: "/visits/route", search: { day: String(value ?? today()) } as never, replace: true });
  const around = route?.stops.find(({ lat }) => lat !== null);
  return (
    <Page title={t("screens.visits.routeTitle")} state={day}>
      <ActivityTabs />
      <div className={styles["bar"]}>
        <span style={{ width: 180 }}>
          <DayPicker aria-label={t("screens.visits.route.day")} value={day} onChange={go} />
        </span>
        <PathLink to="/visits">{t("screens.visits.list")}</PathLink>
      </div>
      {error && !route && <Failing error={error} onRetry={() => void refetch()} />}
      {route?.stops.length === 0 && <Empty title={t("screens.visits.route.empty")} text={t("screens.visits.route.emptyText")} action={<PathLink to="/visits?new=1">{t("screens.visits.plan")}</PathLink>} />}
      {route && route.stops.length > 0 && <Stops day={day} route={route} />}
      {around && around.lat !== null && around.lon !== null && <Nearby lat={around.lat} lon={around.lon} />}
    </Page>
  );
}
