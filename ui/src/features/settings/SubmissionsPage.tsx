import { useSearch } from "@tanstack/react-router";
import { Button, Space } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { FormSubmission, QueryOf } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { enumText, fieldLabel } from "@/resource/texts";
import type { ListSpec, Resource } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { recordPath } from "@/shared/records";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { SettingsTabs } from "./SettingsTabs";
import styles from "./Forms.module.css";
import { TONES } from "./formTones";
import { useForms } from "./useForm";

const STATES = ["received", "joined", "suspected", "dismissed"] as const;

const submissions: Resource<FormSubmission> = {
  kind: "form_submission",
  fields: [],
  title: ({ values }) => String(values["name"] ?? values["phone"] ?? ""),
  list: async (query, signal) => must(await api.GET("/api/v1/form-submissions", { params: { query: query as QueryOf<"/api/v1/form-submissions"> }, signal })),
};

function Who({ row }: { row: FormSubmission }) {
  const { t } = useTranslation();
  const title = ["name", "company", "phone", "wechat", "email"].flatMap((name) => (row.values[name] ? [String(row.values[name])] : []))[0] ?? t("screens.forms.nameless");
  const to = row.subject_id === null ? null : recordPath(row.subject_kind, row.subject_id);
  return to ? <PathLink to={to}>{title}</PathLink> : title;
}

/** Everything that was typed, in a line: text, whatever it is. */
function What({ row }: { row: FormSubmission }) {
  const { t } = useTranslation();
  const said = Object.entries(row.values).filter(([name]) => name !== "name");
  return (
    <span className={styles["said"]}>
      {said.map(([name, text]) => (
        <span key={name}>
          <small>{fieldLabel(t, "lead", name)}</small> {String(text)}
        </span>
      ))}
    </span>
  );
}

function State({ row }: { row: FormSubmission }) {
  const { t } = useTranslation();
  return (
    <span title={row.suspicion ? enumText(t, "form_suspicion", row.suspicion) : undefined}>
      <Mark tone={TONES[row.state]}>{enumText(t, "submission_state", row.state)}</Mark>
      {row.suspicion && <small className={styles["why"]}> {enumText(t, "form_suspicion", row.suspicion)}</small>}
    </span>
  );
}

function Verbs({ row }: { row: FormSubmission }) {
  const { t } = useTranslation();
  const act = useAct();
  const path = { params: { path: { id: row.id } } };
  const accept = (): void => act({ run: () => api.POST("/api/v1/form-submissions/{id}/acceptances", path), done: "screens.forms.accepted", touches: ["form_submission", "form", "lead"] });
  const dismiss = (): void => act({ run: () => api.POST("/api/v1/form-submissions/{id}/dismissals", path), done: "screens.forms.dismissed", touches: ["form_submission", "form"] });
  return (
    <Space size={4}>
      {row.actions.includes("accept") && (
        <Button size="small" onClick={accept}>
          {t("screens.forms.accept")}
        </Button>
      )}
      {row.actions.includes("dismiss") && (
        <Button size="small" type="text" onClick={dismiss}>
          {t("screens.forms.dismiss")}
        </Button>
      )}
    </Space>
  );
}

const COLUMNS: ListSpec<FormSubmission>["columns"] = [
  { name: "who", width: 140, render: (row) => <Who row={row} /> },
  { name: "state", width: 200, card: "mark", render: (row) => <State row={row} /> },
  { name: "received_at", width: 140, card: "fact", render: (row) => <When at={row.received_at} /> },
  { name: "form_name", width: 150, card: "line" },
  { name: "code_name", width: 120, card: "fact" },
  { name: "values", width: 320, card: "fact", render: (row) => <What row={row} /> },
  { name: "actions", width: 170, card: "fact", act: true, render: (row) => <Verbs row={row} /> },
];

/** What was sent by all forms, with what became of it. */
export function SubmissionsPage() {
  const { t } = useTranslation();
  const { data } = useForms(30);
  const { code_id: code } = useSearch({ strict: false }) as { code_id?: string | number };
  const spec = useMemo((): ListSpec<FormSubmission> => {
    const forms = data?.items ?? [];
    const labels = Object.fromEntries(forms.map(({ id, name }) => [String(id), name]));
    return {
      columns: COLUMNS,
      filters: [
        { name: "form_id", kind: "select", values: forms.map(({ id }) => String(id)), labels },
        { name: "state", kind: "select", values: ["taken", ...STATES], labels: { taken: t("screens.forms.taken"), ...Object.fromEntries(STATES.map((one) => [one, enumText(t, "submission_state", one)])) } },
        { name: "since", kind: "day" },
        ...(code ? [{ name: "code_id", kind: "select" as const, values: [String(code)], labels: { [String(code)]: `#${code}` } }] : []),
      ],
      sort: "-received_at",
      searchable: false,
    };
  }, [data, code, t]);
  return <ResourceTable resource={submissions} spec={spec} title={t("shell.nav.settings")} tabs={<SettingsTabs />} empty={{ title: t("screens.forms.noSubmissions") }} />;
}
