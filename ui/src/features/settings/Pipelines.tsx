import { Button, Modal } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { BodyOf, PipelineGlance } from "@/api/types";
import { OrderedList } from "@/resource/form/OrderedList";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { moved } from "./order";
import styles from "./Pipelines.module.css";
import { SettingsTabs } from "./SettingsTabs";
import { usePipelineGlances, useRenewPipelines } from "./usePipelines";

const MODES = ["signs", "checklist"] as const;

/** The ways that deals go, in the order in which new deals ask for theirs. */
export function Pipelines() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const renew = useRenewPipelines();
  const tell = useTellFailure();
  const [question, setQuestion] = useState<Question>();
  const { data, error, isPending, refetch } = usePipelineGlances();
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const creating: Question = {
    title: "screens.pipelines.create",
    done: "screens.pipelines.created",
    fields: [
      { name: "name", kind: "text", required: true, maxLength: 80 },
      { name: "mode", kind: "select", enum: "pipeline_mode", values: MODES, chips: true, required: true },
    ],
    initial: { mode: "signs" },
    submit: async (values, key) => {
      const made = must(await api.POST("/api/v1/pipelines", { body: values as BodyOf<"/api/v1/pipelines">, headers: { "Idempotency-Key": key } }));
      await renew();
      void navigate({ to: `/settings/pipelines/${made.id}` as never });
    },
  };
  const arrange = (from: number, to: number): void => {
    const ids = moved(data.items, from, to).map(({ id }) => id);
    void api.PUT("/api/v1/pipelines/order", { body: { ids } }).catch(tell).finally(() => void renew());
  };
  const create = (
    <Button type="primary" onClick={() => setQuestion(creating)}>
      {t("screens.pipelines.create")}
    </Button>
  );
  const rows = data.items.map((one) => ({ ...one, label: one.name }));
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.pipelines.text")}</p>
      <OrderedList rows={rows} onMove={arrange} rowClass={styles["glance"]}>
        {(one) => <Glance pipeline={one} onGone={() => void renew()} />}
      </OrderedList>
      <RecordDialog kind="pipeline" question={question} touches={["pipeline"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}

function Glance({ pipeline, onGone }: { pipeline: PipelineGlance; onGone: () => void }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { id, name, mode, active, is_default: isDefault, open_deals: deals } = pipeline;
  const to = `/settings/pipelines/${id}`;
  const remove = (): void =>
    void Modal.confirm({
      title: t("screens.pipelines.removeOf", { name }),
      okText: t("screens.pipelines.remove"),
      cancelText: t("shell.form.cancel"),
      okButtonProps: { danger: true },
      onOk: async () => {
        await api.DELETE("/api/v1/pipelines/{id}", { params: { path: { id } } }).then(() => toast("good", t("screens.pipelines.removed")), tell);
        onGone();
      },
    });
  return (
    <>
      <div className={styles["body"]}>
        <div className={styles["title"]}>
          <PathLink to={to}>{name}</PathLink>
          {isDefault && <Mark tone="accent">{t("screens.pipelines.default")}</Mark>}
          {!active && <Mark tone="plain">{t("screens.pipelines.draft")}</Mark>}
          <span className={styles["quiet"]}>
            {enumText(t, "pipeline_mode", mode)} · {t("screens.pipelines.deals", { n: deals })}
          </span>
        </div>
        <ol className={styles["chain"]}>
          {pipeline.stages
            .filter(({ kind }) => kind === "open")
            .map((stage) => (
              <li key={stage.id}>
                {stage.name} <small>{stage.percent}%</small>
              </li>
            ))}
        </ol>
        <Conditions pipeline={pipeline} />
      </div>
      <span className={styles["acts"]}>
        {!active && deals === 0 && (
          <Button size="small" type="text" danger onClick={remove} aria-label={t("screens.pipelines.removeOf", { name })}>
            {t("screens.pipelines.remove")}
          </Button>
        )}
      </span>
    </>
  );
}

/** By which a new deal finds this way, in one line. */
function Conditions({ pipeline }: { pipeline: PipelineGlance }) {
  const { t } = useTranslation();
  const asked = pipeline.product_ids.length > 0;
  const { data } = $api.useQuery("get", "/api/v1/products", { params: { query: { limit: 200 } } }, { enabled: asked, staleTime: 60_000 });
  const products = pipeline.product_ids.map((id) => data?.items.find((one) => one.id === id)?.name).filter(Boolean);
  const said = [pipeline.customer_kinds.map((kind) => enumText(t, "customer_kind", kind)), pipeline.industries, products].filter((part) => part.length > 0).map((part) => part.join(t("screens.pipelines.or")));
  const text = pipeline.is_default ? t("screens.pipelines.whenElse") : said.length > 0 ? t("screens.pipelines.when", { what: said.join(" + ") }) : t("screens.pipelines.byHand");
  return <p className={styles["quiet"]}>{text}</p>;
}
