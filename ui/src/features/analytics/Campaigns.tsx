import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { BodyOf, Campaign, EditOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";

const SOURCES = ["advert", "event", "form", "chat", "phone", "wecom", "email", "referral", "file", "api", "manual", "other"] as const;
const FIELDS: readonly Field[] = [
  { name: "name", kind: "text", required: true, maxLength: 120, help: "screens.returns.campaigns.nameHelp" },
  { name: "source", kind: "select", enum: "lead_source", values: SOURCES, required: true },
  { name: "unit_id", kind: "unit" },
  { name: "starts_on", kind: "date" },
  { name: "ends_on", kind: "date" },
  { name: "state", kind: "select", enum: "campaign_state", values: ["planned", "running", "ended"], required: true },
];

const creating = (initial: Partial<Campaign> = {}): Question => ({
  title: "screens.returns.campaigns.create",
  done: "screens.returns.campaigns.created",
  fields: FIELDS,
  initial: { source: "advert", state: "running", ...initial },
  submit: (values, key) => api.POST("/api/v1/campaigns", { body: values as BodyOf<"/api/v1/campaigns">, headers: { "Idempotency-Key": key } }),
});

const editing = (row: Campaign): Question => ({
  title: "screens.returns.campaigns.edit",
  done: "screens.returns.campaigns.saved",
  fields: FIELDS,
  initial: { ...row },
  submit: (values) => {
    // a form leaves out what is empty
    const body = { changes: { unit_id: null, starts_on: null, ends_on: null, ...values }, version: row.version } as EditOf<"/api/v1/campaigns/{id}">;
    return api.PATCH("/api/v1/campaigns/{id}", { params: { path: { id: row.id } }, body });
  },
});

/** The campaigns, and the names in leads that are none yet. */
export function Campaigns() {
  const { t } = useTranslation();
  const may = useMay();
  const [question, setQuestion] = useState<Question>();
  const { data } = $api.useQuery("get", "/api/v1/campaigns", {}, { meta: live("campaign") });
  if (!data) return null;
  return (
    <section className={styles["whole"]}>
      <h2>{t("screens.returns.campaigns.title")}</h2>
      {may("campaign.manage") && <Button onClick={() => setQuestion(creating())}>{t("screens.returns.campaigns.create")}</Button>}
      <Unknown />
      {data.items.length === 0 ? (
        <p>{t("screens.returns.campaigns.none")}</p>
      ) : (
        <div className={styles["scroll"]}>
          <table className={`${styles["table"]} ${styles["cards"]}`}>
            <tbody>
              {data.items.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    {row.name}
                    {row.other_names.length > 0 && <small className={styles["change"]}>{row.other_names.join(t("shell.enumerate"))}</small>}
                  </th>
                  <td>{enumText(t, "lead_source", row.source)}</td>
                  <td>{row.unit_name ?? ""}</td>
                  <td>{[row.starts_on, row.ends_on].filter(Boolean).join(" – ")}</td>
                  <td>
                    <Mark tone={row.state === "running" ? "good" : "plain"}>{enumText(t, "campaign_state", row.state)}</Mark>
                  </td>
                  <td>
                    {row.actions.includes("edit") && (
                      <Button size="small" onClick={() => setQuestion(editing(row))}>
                        {t("screens.returns.campaigns.edit")}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <RecordDialog kind="campaign" question={question} touches={["campaign"]} onClose={() => setQuestion(undefined)} />
    </section>
  );
}

/** What leads call a campaign and no campaign is called: one press makes it one. */
function Unknown() {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct();
  const may = useMay();
  const { data } = $api.useQuery("get", "/api/v1/campaigns/unknown", {}, { meta: live("campaign") });
  if (!data || data.items.length === 0) return null;
  const make = ({ campaign: name, source }: (typeof data.items)[number]): void =>
    act({ run: () => api.POST("/api/v1/campaigns", { body: { name, source, state: "running" } }), done: "screens.returns.campaigns.created", touches: ["campaign"] });
  return (
    <div>
      <p>{t("screens.returns.unknown")}</p>
      <div className={styles["tools"]}>
        {data.items.slice(0, 20).map((one) => (
          <Button key={one.campaign} size="small" disabled={!may("campaign.manage")} onClick={() => make(one)}>
            {t("screens.returns.unknownOne", { name: one.campaign, n: format.count(one.count) })}
          </Button>
        ))}
      </div>
    </div>
  );
}
