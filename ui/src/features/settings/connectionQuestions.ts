import type { TFunction } from "i18next";
import { api } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import type { Connection, ConnectionKind, EditOf } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";
import type { Field } from "@/resource/types";
import { pairsOf, pairsText } from "./pairs";

const SIGNINGS = ["none", "token", "hmac_sha256", "sorted_sha1"] as const;
const SOURCES = ["manual", "form", "chat", "phone", "file", "api", "email", "wecom", "advert", "event", "referral", "other"] as const;
/** Which of its facts are pairs, a line each. */
const PAIRS = ["mapping", "agents"] as const;

const fieldsOf = (kind: string, sort: ConnectionKind | undefined): Field[] => [
  { name: "name", kind: "text", required: true, maxLength: 80 },
  { name: "source", kind: "select", enum: "lead_source", values: SOURCES, required: true },
  { name: "campaign", kind: "text", maxLength: 120, help: "screens.settings.channels.campaignHelp" },
  { name: "signing", kind: "select", enum: "channel_signing", values: SIGNINGS, required: true },
  { name: "signature_name", kind: "text", maxLength: 80, help: "screens.settings.channels.signatureHelp" },
  { name: "secret", kind: "text", maxLength: 200, secret: true, help: "screens.settings.channels.secretHelp" },
  ...(sort && sort.fields.length > 0 ? [{ name: "mapping", kind: "textarea", help: `screens.settings.channels.mappingHelp.${kind}` } as const] : []),
  ...(kind === "telephony" ? [{ name: "agents", kind: "textarea", help: "screens.settings.channels.agentsHelp" } as const] : []),
];

/** What a platform's own pages ask for, and what its deliveries mean. An empty secret stays as it is. */
export const settingUp = (connection: Connection, sort: ConnectionKind | undefined): Question => ({
  title: "screens.settings.channels.edit",
  done: "screens.settings.channels.saved",
  fields: fieldsOf(connection.kind, sort),
  initial: { ...connection, mapping: pairsText(connection.mapping), agents: pairsText(connection.agents) },
  submit: ({ secret, ...values }) => {
    // a form leaves out what is empty
    const emptied = Object.fromEntries(fieldsOf(connection.kind, sort).flatMap(({ name, required }) => (required || name === "secret" ? [] : [[name, ""]])));
    const changes: Record<string, unknown> = { ...emptied, ...values };
    for (const name of PAIRS) {
      if (!(name in changes)) continue;
      const { pairs, wrong } = pairsOf(String(changes[name] ?? ""));
      if (wrong !== undefined) throw new ApiProblem(422, "settings.bad_line", wrong, name);
      changes[name] = pairs;
    }
    const body = { changes, version: connection.version, ...(secret ? { secret } : {}) } as EditOf<"/api/v1/connections/{id}">;
    return api.PATCH("/api/v1/connections/{id}", { params: { path: { id: connection.id } }, body });
  },
});

/** A new address: the old one is refused from then on. */
export const renewing = ({ id, name }: Connection, t: TFunction): Question => ({
  title: "screens.settings.channels.renew",
  text: t("screens.settings.channels.renewText", { name }),
  ok: "screens.settings.channels.renew",
  done: "screens.settings.channels.renewed",
  danger: true,
  fields: [],
  submit: (_, key) => api.POST("/api/v1/connections/{id}/addresses", { params: { path: { id } }, headers: { "Idempotency-Key": key } }),
});
