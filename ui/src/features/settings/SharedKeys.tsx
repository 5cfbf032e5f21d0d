import { Button } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { components } from "@/api/schema.gen";
import type { BodyOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { When } from "@/shared/ui/When";
import styles from "./Settings.module.css";
import { SettingsTable } from "./SettingsTable";
import { SettingsTabs } from "./SettingsTabs";

type SharedKey = components["schemas"]["SharedKeyOut"];

const KINDS = ["phone", "wechat", "email", "uscc", "name"] as const;
const HEADINGS = ["value", "kind", "note", "users", "since"] as const;

const SHARING: Question = {
  title: "screens.settings.shared.create",
  done: "screens.settings.shared.created",
  fields: [
    { name: "kind", kind: "select", values: KINDS, enum: "identity_key", required: true },
    { name: "value", kind: "text", required: true, maxLength: 200 },
    { name: "note", kind: "text", maxLength: 200, help: "screens.settings.shared.noteHelp" },
  ],
  initial: { kind: "phone" },
  submit: (values) => api.POST("/api/v1/shared-keys", { body: values as BodyOf<"/api/v1/shared-keys"> }),
};

function Row({ row, onGone }: { row: SharedKey; onGone: () => void }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.DELETE("/api/v1/shared-keys/{id}", { params: { path: { id: row.id } } }),
    onError: tell,
    onSuccess: () => toast("good", t("screens.settings.shared.removed")),
    onSettled: onGone,
  });
  return (
    <tr>
      <th scope="row">{row.shown}</th>
      <td>{t(`enums.identity_key.${row.kind}`)}</td>
      <td>{row.note || "—"}</td>
      <td>{t("screens.settings.shared.users", { n: row.users })}</td>
      <td>
        <When at={row.created_at as string} />
      </td>
      <td>
        <Button size="small" danger loading={isPending} disabled={row.users > 1} title={row.users > 1 ? t("screens.settings.shared.stillUsed") : ""} onClick={() => mutate()}>
          {t("screens.settings.shared.remove")}
        </Button>
      </td>
    </tr>
  );
}

/** The numbers and names that many share: they suggest and never join. */
export function SharedKeys() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/shared-keys");
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button type="primary" onClick={() => setQuestion(SHARING)}>
      {t("screens.settings.shared.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.settings.shared.text")}</p>
      <SettingsTable none={t("screens.settings.shared.none")} headings={HEADINGS.map((heading) => t(`screens.settings.shared.heading.${heading}`))} items={data.items} row={(row) => <Row key={row.id} row={row} onGone={() => void refetch()} />} />
      <RecordDialog
        kind="shared_key"
        question={question}
        touches={[]}
        onClose={() => {
          setQuestion(undefined);
          void refetch();
        }}
      />
    </Page>
  );
}
