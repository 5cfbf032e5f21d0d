import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { BodyOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { ConnectionCard } from "./ConnectionCard";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";

const KINDS = ["oceanengine", "tencent", "baidu", "json", "telephony", "spend"] as const;

const CONNECTING: Question = {
  title: "screens.settings.channels.create",
  done: "screens.settings.channels.created",
  fields: [
    { name: "kind", kind: "select", enum: "channel_kind", values: KINDS, required: true },
    { name: "name", kind: "text", required: true, maxLength: 80 },
  ],
  submit: (values, key) => api.POST("/api/v1/connections", { body: values as BodyOf<"/api/v1/connections">, headers: { "Idempotency-Key": key } }),
};

/** Where platforms deliver leads, calls and costs, and what they brought. */
export function Connections() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const [opened, setOpened] = useState<number>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/connections", {}, { meta: live("connection") });
  const kinds = $api.useQuery("get", "/api/v1/connection-kinds").data?.items ?? [];
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button type="primary" onClick={() => setQuestion(CONNECTING)}>
      {t("screens.settings.channels.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.settings.channels.text")}</p>
      {data.items.length === 0 && <Empty title={t("screens.settings.channels.none")} />}
      {data.items.map((one) => (
        <ConnectionCard
          key={one.id}
          connection={one}
          sort={kinds.find(({ kind }) => kind === one.kind)}
          open={opened === one.id}
          onToggle={() => setOpened(opened === one.id ? undefined : one.id)}
        />
      ))}
      <RecordDialog kind="connection" question={question} touches={["connection"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}
