import { Button, Input, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, newKey } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { Mark } from "@/shared/ui/Mark";
import { Labelled } from "./Labelled";
import styles from "./Metrics.module.css";
import { SettingsTable } from "./SettingsTable";

type Kind = components["schemas"]["QuotaKindOut"];

const SORTS = ["counted", "declared"] as const;

/** What may be asked for: counted by a metric, or declared. */
export function QuotaKinds({ kinds, edits }: { kinds: readonly Kind[]; edits: boolean }) {
  const { t } = useTranslation();
  const act = useAct();
  const [adding, setAdding] = useState(false);
  const set = ({ id, version }: Kind, active: boolean): void =>
    act({
      run: () => api.PATCH("/api/v1/quotas/kinds/{id}", { params: { path: { id } }, body: { changes: { active }, version } as never }),
      done: "screens.quotas.manage.saved",
      touches: ["quota_kind"],
    });
  return (
    <section className={styles["section"]} aria-labelledby="quota-kinds">
      <header>
        <h2 id="quota-kinds">{t("screens.quotas.manage.kinds")}</h2>
        {edits && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t("screens.quotas.manage.kindNew")}
          </Button>
        )}
      </header>
      <p className={styles["note"]}>{t("screens.quotas.manage.kindsText")}</p>
      <SettingsTable
        none=""
        headings={[t("screens.quotas.manage.kind"), t("screens.quotas.manage.sort"), t("screens.quotas.manage.metric")]}
        items={kinds}
        row={(kind) => (
          <tr key={kind.id}>
            <th scope="row">
              {kind.name || enumText(t, "quota_kind", kind.code)} {!kind.active && <Mark tone="plain">{t("screens.quotas.manage.retired")}</Mark>}
            </th>
            <td>{t(`screens.quotas.manage.sorts.${kind.sort}`)}</td>
            <td>{kind.metric_code ? kind.metric_name || enumText(t, "target_metric", kind.metric_code) : "—"}</td>
            <td>
              {edits && (
                <Button size="small" onClick={() => set(kind, !kind.active)}>
                  {t(`screens.quotas.manage.${kind.active ? "retire" : "revive"}`)}
                </Button>
              )}
            </td>
          </tr>
        )}
      />
      {adding && <NewKind onClose={() => setAdding(false)} />}
    </section>
  );
}

function NewKind({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const [key] = useState(newKey);
  const [name, setName] = useState("");
  const [sort, setSort] = useState<(typeof SORTS)[number]>("declared");
  const [metric, setMetric] = useState<number | null>(null);
  const { data } = $api.useQuery("get", "/api/v1/targets/metrics", {}, { meta: live("metric") });
  const options = (data?.items ?? []).filter(({ measured }) => measured === "count").map((one) => ({ value: one.id, label: one.name || enumText(t, "target_metric", one.code) }));
  const save = (): void =>
    act({
      run: async () => {
        await api.POST("/api/v1/quotas/kinds", { params: { header: { "Idempotency-Key": key } }, body: { name, sort, metric_id: sort === "counted" ? metric : null } });
        onClose();
      },
      done: "screens.quotas.manage.created",
      touches: ["quota_kind"],
    });
  const ready = name.trim() !== "" && (sort === "declared" || metric !== null);
  return (
    <Modal open title={t("screens.quotas.manage.kindNew")} onCancel={onClose} onOk={save} okText={t("screens.quotas.manage.save")} okButtonProps={{ disabled: !ready }}>
      <div className={styles["form"]}>
        <Labelled label={t("screens.quotas.manage.name")}>{(id) => <Input id={id} maxLength={120} placeholder={t("screens.quotas.manage.nameExample")} value={name} onChange={(event) => setName(event.target.value)} />}</Labelled>
        <Segmented aria-label={t("screens.quotas.manage.sort")} value={sort} onChange={setSort} options={SORTS.map((value) => ({ value, label: t(`screens.quotas.manage.sorts.${value}`) }))} />
        {sort === "counted" && <Labelled label={t("screens.quotas.manage.metric")}>{(id) => <Select id={id} value={metric} options={options} onChange={setMetric} />}</Labelled>}
      </div>
    </Modal>
  );
}
