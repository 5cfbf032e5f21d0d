import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { RoleMatrix } from "./RoleMatrix";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";

const NEW_ROLE: Question = {
  title: "screens.settings.roles.create",
  done: "screens.settings.roles.created",
  fields: [
    { name: "name", kind: "text", required: true, maxLength: 80 },
    { name: "code", kind: "text", required: true, maxLength: 40, help: "screens.settings.roles.codeHelp" },
  ],
  submit: ({ name, code }) => api.PUT("/api/v1/roles/{code}", { params: { path: { code: String(code) } }, body: { name: String(name), permissions: {} } }),
};

/** What each role may do, and how far it reaches. */
export function Roles() {
  const { t } = useTranslation();
  const may = useMay();
  const phone = useIsPhone();
  const [question, setQuestion] = useState<Question>();
  const [chosen, setChosen] = useState<string>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/roles", {}, { meta: live("role") });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const options = data.items.map(({ code, name, built_in: ours }) => ({ value: code, label: ours ? enumText(t, "role", code) : name }));
  const shown = phone ? data.items.filter(({ code }) => code === (chosen ?? data.items[0]?.code)) : data.items;
  const create = may("role.edit") && (
    <Button type="primary" onClick={() => setQuestion(NEW_ROLE)}>
      {t("screens.settings.roles.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create} fill={!phone}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.settings.roles.text")}</p>
      {phone && <Select aria-label={t("screens.settings.tabs.roles")} value={shown[0]?.code} onChange={setChosen} options={options} />}
      <RoleMatrix roles={shown} known={data.known} editable={may("role.edit")} />
      <RecordDialog kind="role" question={question} touches={["role", "get"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}
