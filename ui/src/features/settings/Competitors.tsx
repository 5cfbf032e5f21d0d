import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Competitor } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import styles from "./Settings.module.css";
import { SettingsTable } from "./SettingsTable";
import { SettingsTabs } from "./SettingsTabs";

const HEADINGS = ["name", "state", "since"] as const;
const NAME = [{ name: "name", kind: "text", required: true, maxLength: 120 }] as const;

const CREATING: Question = {
  title: "screens.settings.competitors.create",
  done: "screens.settings.competitors.created",
  fields: NAME,
  submit: ({ name }, key) => api.POST("/api/v1/competitors", { body: { name: String(name) }, headers: { "Idempotency-Key": key } }),
};

type Changes = { name?: string; active?: boolean };

const change = ({ id, version }: Competitor, changes: Changes) => api.PATCH("/api/v1/competitors/{id}", { params: { path: { id } }, body: { changes, version } });

const renaming = (row: Competitor): Question => ({
  title: "screens.settings.competitors.rename",
  done: "screens.settings.competitors.renamed",
  fields: NAME,
  initial: { name: row.name },
  submit: ({ name }) => change(row, { name: String(name) }),
});

function Row({ row, onRename }: { row: Competitor; onRename: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const set = (active: boolean): void =>
    act({ run: () => change(row, { active }), done: `screens.settings.competitors.${active ? "revived" : "retired"}`, touches: ["competitor"] });
  const remove = (): void =>
    act({ run: () => api.DELETE("/api/v1/competitors/{id}", { params: { path: { id: row.id } } }), done: "screens.settings.competitors.removed", touches: ["competitor"] });
  return (
    <tr>
      <th scope="row">
        <PathLink to={`/market/competitors/${row.id}`}>{row.name}</PathLink>
      </th>
      <td>
        <Mark tone={row.active ? "good" : "plain"}>{t(`screens.settings.competitors.${row.active ? "active" : "inactive"}`)}</Mark>
      </td>
      <td>
        <When at={row.created_at} />
      </td>
      <td>
        <span className={styles["buttons"]}>
          <Button size="small" onClick={onRename}>
            {t("screens.settings.competitors.rename")}
          </Button>
          <Button size="small" onClick={() => set(!row.active)}>
            {t(`screens.settings.competitors.${row.active ? "retire" : "revive"}`)}
          </Button>
          {!row.active && (
            <Button size="small" danger onClick={remove}>
              {t("screens.settings.competitors.remove")}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

/** The competitors that are known, and offered in deals. */
export function Competitors() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/competitors", {}, { meta: live("competitor") });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button type="primary" onClick={() => setQuestion(CREATING)}>
      {t("screens.settings.competitors.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.settings.competitors.text")}</p>
      <SettingsTable none={t("screens.settings.competitors.none")} headings={HEADINGS.map((heading) => t(`screens.settings.competitors.heading.${heading}`))} items={data.items} row={(row) => <Row key={row.id} row={row} onRename={() => setQuestion(renaming(row))} />} />
      <RecordDialog kind="competitor" question={question} touches={["competitor", "opportunity"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}
