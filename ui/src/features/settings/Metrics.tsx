import { Button, Radio } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { EditOf, TargetMetricRow } from "@/api/types";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import styles from "./Metrics.module.css";
import { Months } from "./Months";
import { SettingsTable } from "./SettingsTable";
import { SettingsTabs } from "./SettingsTabs";

const MetricDrawer = lazy(() => import("./MetricDrawer"));
const HEADINGS = ["name", "source", "day_field", "measured", "tax_bp"] as const;

interface RowProps {
  row: TargetMetricRow;
  all: readonly TargetMetricRow[];
  onEdit: (() => void) | undefined;
  onSet: (active: boolean) => void;
}

/** What is divided by what. */
function Two({ row, all }: Pick<RowProps, "row" | "all">) {
  const { t } = useTranslation();
  const named = (id: number | null): string => {
    const one = all.find((metric) => metric.id === id);
    return one ? one.name || enumText(t, "target_metric", one.code) : "";
  };
  return `${named(row.over_id)} ÷ ${named(row.under_id)}`;
}

function Row({ row, all, onEdit, onSet }: RowProps) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">
        {row.name || enumText(t, "target_metric", row.code)} {!row.active && <Mark tone="plain">{t("screens.metrics.retired")}</Mark>}
      </th>
      <td>{t(`kinds.${row.source}`)}</td>
      <td>{row.source === "derived" ? <Two row={row} all={all} /> : enumText(t, "metric_day", row.day_field)}</td>
      <td>{enumText(t, "metric_measured", row.measured)}</td>
      <td>{row.measured === "money" && row.source !== "derived" ? t(row.tax_bp ? "screens.metrics.net" : "screens.metrics.gross", { tax: row.tax_bp / 100 }) : "—"}</td>
      <td>
        {onEdit && (
          <span className={styles["buttons"]}>
            <Button size="small" onClick={onEdit}>
              {t("screens.metrics.edit")}
            </Button>
            <Button size="small" onClick={() => onSet(!row.active)}>
              {t(`screens.metrics.${row.active ? "retire" : "revive"}`)}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}

/** What is counted, whom it counts for, and until when that may change. */
export function Metrics() {
  const { t } = useTranslation();
  const may = useMay()("metric.manage");
  const act = useAct();
  const [editing, setEditing] = useState<{ metric: TargetMetricRow | undefined }>();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/targets/metrics", { params: { query: { retired: true } } }, { meta: live("metric") });
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const set = ({ id, version }: TargetMetricRow, active: boolean): void =>
    act({
      run: () => api.PATCH("/api/v1/targets/metrics/{id}", { params: { path: { id } }, body: { changes: { active }, version } as EditOf<"/api/v1/targets/metrics/{id}"> }),
      done: "screens.metrics.saved",
      touches: ["metric"],
    });
  const create = may && (
    <Button type="primary" onClick={() => setEditing({ metric: undefined })}>
      {t("screens.metrics.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <div className={styles["page"]}>
        <p className={styles["note"]}>{t("screens.metrics.text")}</p>
        <div className={styles["wide"]}>
          <SettingsTable
            none=""
            headings={HEADINGS.map((name) => t(`fields.metric.${name}`))}
            items={data.items}
            row={(row) => <Row key={row.id} row={row} all={data.items} onEdit={may && !(row.built_in && row.source === "derived") ? () => setEditing({ metric: row }) : undefined} onSet={(active) => set(row, active)} />}
          />
        </div>
        <Receipts may={may} />
        <Months />
      </div>
      {editing && (
        <Suspense fallback={null}>
          <MetricDrawer metric={editing.metric} all={data.items} onClose={() => setEditing(undefined)} onSaved={() => void refetch()} />
        </Suspense>
      )}
    </Page>
  );
}

/** Whom money counts for that comes in. */
function Receipts({ may }: { may: boolean }) {
  const { t } = useTranslation();
  const act = useAct();
  const { data, refetch } = $api.useQuery("get", "/api/v1/targets/credit-policy", {}, { meta: live("target_policy") });
  if (!data) return null;
  const set = (receipts: "contract" | "owner"): void =>
    act({
      run: async () => {
        const answer = await api.PATCH("/api/v1/targets/credit-policy", { body: { changes: { receipts }, base: { receipts: data.receipts } } as EditOf<"/api/v1/targets/credit-policy"> });
        await refetch();
        return answer;
      },
      done: "screens.metrics.saved",
      touches: ["target_policy"],
    });
  return (
    <section className={styles["section"]} aria-labelledby="receipts-heading">
      <h2 id="receipts-heading">{t("screens.metrics.receipts")}</h2>
      <Radio.Group disabled={!may} value={data.receipts} onChange={(event) => set(event.target.value as "contract" | "owner")} aria-labelledby="receipts-heading">
        {(["contract", "owner"] as const).map((one) => (
          <Radio key={one} value={one}>
            {t(`screens.metrics.receiptsBy.${one}`)}
          </Radio>
        ))}
      </Radio.Group>
      <p className={styles["note"]}>{t("screens.metrics.receiptsText")}</p>
    </section>
  );
}
