import { Alert, Button, Input } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Connection, ConnectionKind } from "@/api/types";
import { enumText, fieldLabel } from "@/resource/texts";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Messengers.module.css";

const said = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** What a delivery would become, before the platform sends one. Nothing is kept. */
export function ConnectionTrial({ connection, sort }: { connection: Connection; sort: ConnectionKind | undefined }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [typed, setTyped] = useState<string>();
  const body = typed ?? JSON.stringify(sort?.sample ?? {}, null, 1);
  const { data, mutate, isPending } = useMutation({
    mutationFn: async () => must(await api.POST("/api/v1/connections/{id}/trials", { params: { path: { id: connection.id } }, body: { body } })),
    onError: tell,
  });
  return (
    <details>
      <summary>{t("screens.settings.channels.try")}</summary>
      <p className={styles["words"]}>{t("screens.settings.channels.tryText")}</p>
      <Input.TextArea aria-label={t("screens.settings.channels.try")} rows={8} value={body} onChange={({ target }) => setTyped(target.value)} spellCheck={false} />
      <p style={{ margin: "8px 0" }}>
        <Button loading={isPending} onClick={() => mutate()}>
          {t("screens.settings.channels.tryNow")}
        </Button>
      </p>
      {data && !data.ok && <Alert type="error" showIcon title={data.detail} />}
      {data?.ok && (
        <dl className={styles["pairs"]}>
          {Object.entries(data.values).map(([name, value]) => (
            <Pair key={name} name={fieldLabel(t, "lead", name)} value={name === "source" ? enumText(t, "lead_source", String(value)) : said(value)} />
          ))}
        </dl>
      )}
    </details>
  );
}

const Pair = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd className={styles["address"]}>{value}</dd>
  </>
);
