import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Tag } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { When } from "@/shared/ui/When";
import styles from "./Settings.module.css";
import { SettingsTable } from "./SettingsTable";
import { SettingsTabs } from "./SettingsTabs";

const HEADINGS = ["name", "state", "since"] as const;
const NAME = [{ name: "name", kind: "text", required: true, maxLength: 40 }] as const;

const CREATING: Question = {
  title: "screens.settings.tags.create",
  done: "screens.settings.tags.created",
  fields: NAME,
  submit: ({ name }, key) => api.POST("/api/v1/tags", { body: { name: String(name) }, headers: { "Idempotency-Key": key } }),
};

type Changes = { name?: string; active?: boolean };

const change = ({ id, version }: Tag, changes: Changes) => api.PATCH("/api/v1/tags/{id}", { params: { path: { id } }, body: { changes, version } });

const renaming = (row: Tag): Question => ({
  title: "screens.settings.tags.rename",
  done: "screens.settings.tags.renamed",
  fields: NAME,
  initial: { name: row.name },
  submit: ({ name }) => change(row, { name: String(name) }),
});

function Row({ row, onRename }: { row: Tag; onRename: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const set = (active: boolean): void =>
    act({ run: () => change(row, { active }), done: `screens.settings.tags.${active ? "revived" : "retired"}`, touches: ["tag"] });
  const remove = (): void =>
    act({ run: () => api.DELETE("/api/v1/tags/{id}", { params: { path: { id: row.id } } }), done: "screens.settings.tags.removed", touches: ["tag"] });
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td>
        <Mark tone={row.active ? "good" : "plain"}>{t(`screens.settings.tags.${row.active ? "active" : "inactive"}`)}</Mark>
      </td>
      <td>
        <When at={row.created_at} />
      </td>
      <td>
        <span className={styles["buttons"]}>
          <Button size="small" onClick={onRename}>
            {t("screens.settings.tags.rename")}
          </Button>
          <Button size="small" onClick={() => set(!row.active)}>
            {t(`screens.settings.tags.${row.active ? "retire" : "revive"}`)}
          </Button>
          {!row.active && (
            <Button size="small" danger onClick={remove}>
              {t("screens.settings.tags.remove")}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

/** What leads are about, and people good at. */
export function Tags() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/tags", {}, { meta: live("tag") });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button type="primary" onClick={() => setQuestion(CREATING)}>
      {t("screens.settings.tags.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.settings.tags.text")}</p>
      <SettingsTable none={t("screens.settings.tags.none")} headings={HEADINGS.map((heading) => t(`screens.settings.tags.heading.${heading}`))} items={data.items} row={(row) => <Row key={row.id} row={row} onRename={() => setQuestion(renaming(row))} />} />
      <RecordDialog kind="tag" question={question} touches={["tag", "lead", "employee"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}
