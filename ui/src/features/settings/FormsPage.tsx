import { useNavigate } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf, FormListed } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import { useMe } from "@/shared/session/session";
import { SettingsTabs } from "./SettingsTabs";
import { rateOf } from "./formDraft";
import styles from "./Forms.module.css";
import { TONES } from "./formTones";
import { useForms } from "./useForm";

const DAYS = [7, 30, 90] as const;
const HEADINGS = ["name", "state", "views", "submissions", "leads", "rate", "suspected"] as const;

/** Forms on web sites: what they bring, and the way to each. */
export function FormsPage() {
  const { t } = useTranslation();
  const [days, setDays] = useState<number>(30);
  const [question, setQuestion] = useState<Question>();
  const navigate = useNavigate();
  const { permissions, unit_id: unit } = useMe();
  const { data, error, isPending, refetch } = useForms(days);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const creating: Question = {
    title: "screens.forms.create",
    fields: [
      { name: "name", kind: "text", required: true, maxLength: 80 },
      { name: "unit_id", kind: "unit", required: permissions["form.manage"] !== "all", help: "screens.forms.unitHelp" },
    ],
    initial: permissions["form.manage"] === "all" ? {} : { unit_id: unit },
    submit: async (values, key) => {
      const body = { ...starting(t), ...values } as BodyOf<"/api/v1/forms">;
      const made = must(await api.POST("/api/v1/forms", { body, headers: { "Idempotency-Key": key } }));
      await navigate({ to: `/settings/forms/${made.id}` });
    },
  };
  const create = (
    <Button type="primary" onClick={() => setQuestion(creating)}>
      {t("screens.forms.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <div className={styles["bar"]}>
        <p>{t("screens.forms.text")}</p>
        <PathLink to="/settings/forms/submissions">{t("screens.forms.all")}</PathLink>
        <Segmented aria-label={t("screens.forms.period")} value={days} onChange={setDays} options={DAYS.map((value) => ({ value, label: t("screens.forms.days", { n: value }) }))} />
      </div>
      {data.items.length === 0 ? (
        <Empty title={t("screens.forms.none.title")} text={t("screens.forms.none.text")} action={create} />
      ) : (
        <table className={styles["forms"]}>
          <thead>
            <tr>
              {HEADINGS.map((heading) => (
                <th key={heading} scope="col">
                  {t(`screens.forms.heading.${heading}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map((row) => (
              <Row key={row.id} row={row} since={data.since} />
            ))}
          </tbody>
        </table>
      )}
      <RecordDialog kind="form" question={question} touches={["form"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}

/** What a new form begins with, so that it can go live as it is. */
const starting = (t: (key: string) => string) => ({
  texts: { title: t("screens.forms.start.title"), introduction: t("screens.forms.start.introduction") },
  fields: ["name", "phone", "company", "remark"].map((name) => ({ name, required: name === "name" || name === "phone" })),
});

function Row({ row, since }: { row: FormListed; since: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rate = rateOf(row.submissions, row.views);
  const figure = (name: "submissions" | "leads" | "suspected", state: string) => (
    <td data-label={t(`screens.forms.heading.${name}`)}>
      <FigureLink link={row[name] > 0 ? { path: "/settings/forms/submissions", params: { form_id: row.id, state, since } } : null}>{format.count(row[name])}</FigureLink>
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <PathLink to={`/settings/forms/${row.id}`}>{row.name}</PathLink>
        <small>{[row.unit_name, row.campaign].filter(Boolean).join(" · ")}</small>
      </th>
      <td>
        <Mark tone={TONES[row.state]}>{enumText(t, "form_state", row.state)}</Mark>
      </td>
      <td data-label={t("screens.forms.heading.views")}>{format.count(row.views)}</td>
      {figure("submissions", "taken")}
      {figure("leads", "received")}
      <td data-label={t("screens.forms.heading.rate")}>{rate === null ? "–" : format.percent(rate)}</td>
      {figure("suspected", "suspected")}
    </tr>
  );
}
