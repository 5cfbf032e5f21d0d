import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Drawer } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { enumText } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { recordPath } from "@/shared/records";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { useTellFailure } from "@/shared/ui/useTell";
import { useFormat } from "@/shared/useFormat";
import type { TargetMetric } from "./types";
import { useFigure } from "./useFigure";
import { coverageQuery, type CarrierLine, type Coverage, type Line } from "./trackApi";
import styles from "./Tracking.module.css";

const AddCarrier = lazy(() => import("./AddCarrier"));
const KINDS = { customer: "addCustomer", opportunity: "addDeal", event: "addEvent" } as const;
/** Where a record is found. */
const RECORDS = { customer: "customer", opportunity: "opportunity", event: "sales_event" } as const;

const TONES: Record<CarrierLine["state"], Tone> = { counted: "accent", won: "good", fallen_out: "warn", lost: "bad", released: "plain" };

function useCarrying(cellId: number) {
  const refresh = useRefresh();
  const tell = useTellFailure();
  const path = { params: { path: { id: cellId } } };
  const done = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      tell(error);
    }
    refresh("target_tree", "target");
  };
  const add = async (lines: Line[], key: string): Promise<void> => {
    must(await api.POST("/api/v1/targets/cells/{id}/carriers", { ...path, body: { lines }, headers: { "Idempotency-Key": key } as never }));
    refresh("target_tree", "target");
  };
  const remove = async (id: number): Promise<void> => {
    must(await api.POST("/api/v1/targets/cells/{id}/carrier_removals", { ...path, body: { ids: [id] } }));
  };
  return { add, addNow: (lines: Line[]) => done(add(lines, crypto.randomUUID())), removeNow: (id: number) => done(remove(id)) };
}

function Carriers({ coverage, metric, onRemove }: { coverage: Coverage; metric: TargetMetric; onRemove: (id: number) => void }) {
  const { t } = useTranslation();
  const figure = useFigure(metric);
  const format = useFormat();
  return (
    <ul className={styles["lines"]}>
      {coverage.carriers.map((line) => {
        const path = line.ref_id !== null ? recordPath(RECORDS[line.kind], line.ref_id) : null;
        const name = line.name || t("screens.tracking.hidden", { kind: enumText(t, "target_carrier", line.kind) });
        const chance = line.chance === null ? "" : ` × ${format.percent(line.chance / 100)}`;
        return (
          <li key={line.id} data-out={line.state !== "counted"}>
            <span className={styles["what"]}>
              {path ? <PathLink to={path}>{name}</PathLink> : name}
              <small>{[line.customer_name, line.node !== coverage.node && t("screens.tracking.of", { node: line.node }), line.win_on && t("screens.tracking.winOn", { date: line.win_on.slice(5) })].filter(Boolean).join(" · ")}</small>
            </span>
            <span className={styles["figure"]}>
              {figure.short(line.amount)}
              <small>{line.state === "counted" ? `${chance} ${t("screens.tracking.counts", { figure: figure.short(line.counted) })}` : ""}</small>
            </span>
            <Mark tone={TONES[line.state]}>{enumText(t, "target_carrier_state", line.state)}</Mark>
            {coverage.may_edit && line.cell_id === coverage.cell_id && (
              <Button size="small" type="text" onClick={() => onRemove(line.id)} aria-label={`${t("screens.tracking.remove")} ${name}`}>
                {t("screens.tracking.remove")}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Suggestions({ coverage, metric, onAdd }: { coverage: Coverage; metric: TargetMetric; onAdd: (lines: Line[]) => Promise<void> }) {
  const { t } = useTranslation();
  const figure = useFigure(metric);
  const format = useFormat();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (id: number) => setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const add = async () => {
    await onAdd([...chosen].map((id) => ({ kind: "opportunity", ref_id: id })));
    setChosen(new Set());
  };
  if (coverage.suggestions.length === 0) return <p className={styles["quiet"]}>{t("screens.tracking.noSuggestions")}</p>;
  return (
    <>
      <ul className={styles["lines"]}>
        {coverage.suggestions.map((one) => (
          <li key={one.opportunity_id}>
            <Checkbox className={styles["what"]} disabled={!coverage.may_edit} checked={chosen.has(one.opportunity_id)} onChange={() => toggle(one.opportunity_id)}>
              {one.name}
              <small>
                {one.customer_name} · {t("screens.tracking.winOn", { date: one.win_on.slice(5) })}
              </small>
            </Checkbox>
            <span className={styles["figure"]}>
              {figure.short(one.amount)}
              <small>
                × {format.percent(one.chance / 100)} = {figure.short(one.weighted)}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {chosen.size > 0 && (
        <Button type="primary" onClick={() => void add()}>
          {t("screens.tracking.addAll", { n: chosen.size })}
        </Button>
      )}
    </>
  );
}

/** What carries a figure, what has fallen out, what could be added, and what nothing carries. */
export default function CoverageDrawer({ cellId, metric, onClose }: { cellId: number; metric: TargetMetric; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const figure = useFigure(metric);
  const [adding, setAdding] = useState<Line["kind"]>();
  const { data, error, refetch } = useQuery(coverageQuery(cellId));
  const { add, addNow, removeNow } = useCarrying(cellId);
  return (
    <Drawer open title={data ? t("screens.tracking.coverageOf", { node: data.node }) : t("screens.tracking.coverage")} onClose={onClose} size={phone ? "100%" : 560}>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <dl className={styles["sums"]}>
            {(["must", "attained"] as const).map((name) => (
              <div key={name}>
                <dt>{t(`screens.tracking.${name}`)}</dt>
                <dd>{figure.short(data[name] ?? 0)}</dd>
              </div>
            ))}
            <div>
              <dt>{t("screens.tracking.coverage")}</dt>
              <dd>{figure.short(data.counted)}</dd>
            </div>
            <div data-strong="true">
              <dt>{t("screens.tracking.uncoveredRest")}</dt>
              <dd>{figure.short(data.uncovered)}</dd>
            </div>
          </dl>
          <h3>{t("screens.tracking.carriers")}</h3>
          {data.carriers.length === 0 && <p className={styles["quiet"]}>{t("screens.tracking.noCarriers")}</p>}
          <Carriers coverage={data} metric={metric} onRemove={(id) => void removeNow(id)} />
          {data.may_edit && (
            <div className={styles["adding"]}>
              {(["customer", "opportunity", "event"] as const).map((kind) => (
                <Button key={kind} size="small" onClick={() => setAdding(kind)}>
                  {t(`screens.tracking.${KINDS[kind]}`)}
                </Button>
              ))}
            </div>
          )}
          <h3>{t("screens.tracking.suggestions")}</h3>
          <Suggestions coverage={data} metric={metric} onAdd={addNow} />
        </>
      )}
      <Suspense>
        {adding && <AddCarrier kind={adding} metric={metric} add={add} onClose={() => setAdding(undefined)} />}
      </Suspense>
    </Drawer>
  );
}
