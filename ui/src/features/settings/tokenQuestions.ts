import type { TFunction } from "i18next";
import { api, must } from "@/api/client";
import { ApiProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import type { BodyOf } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";
import { enumText, verbText } from "@/resource/texts";
import { endOfDay } from "@/shared/days";

export type TokenRow = components["schemas"]["TokenOut"];
type Body = BodyOf<"/api/v1/tokens">;

/** Permissions in words. */
export function permissionLabels(permissions: readonly string[], t: TFunction): Record<string, string> {
  const label = (permission: string): string => {
    const [kind = "", verb = ""] = permission.split(".");
    return `${enumText(t, "permission_kind", kind)} · ${verbText(t, kind, verb)}`;
  };
  return Object.fromEntries(permissions.map((permission) => [permission, label(permission)]));
}

const PACE = { name: "per_minute", kind: "number", required: true, help: "screens.settings.tokens.paceHelp" } as const;

/** How often in a minute a program may ask. */
export const pacing = ({ id, per_minute: pace }: TokenRow): Question => ({
  title: "screens.settings.tokens.pace",
  done: "screens.settings.tokens.paced",
  fields: [PACE],
  initial: { per_minute: pace },
  submit: ({ per_minute: wanted }) => api.PATCH("/api/v1/tokens/{id}", { params: { path: { id } }, body: { per_minute: Number(wanted) } }),
});

/** Makes a token with some of one's own permissions; its key is shown once. */
export const issuing = (permissions: readonly string[], t: TFunction, onKey: (key: string) => void): Question => ({
  title: "screens.settings.tokens.create",
  fields: [
    { name: "name", kind: "text", required: true, maxLength: 80 },
    { name: "permissions", kind: "select", multiple: true, values: [...permissions].sort(), labels: permissionLabels(permissions, t), required: true },
    { name: "expires_on", kind: "date", help: "screens.settings.tokens.expiresHelp" },
    PACE,
  ],
  initial: { per_minute: 600 },
  submit: async ({ expires_on: on, ...values }) => {
    const body = { ...values, ...(typeof on === "string" && { expires_at: endOfDay(on) }) } as Body;
    onKey(must(await api.POST("/api/v1/tokens", { body })).key);
  },
});

/** Ends a token; this cannot be undone, so its name must be typed. */
export const revoking = ({ id, name }: TokenRow, t: TFunction): Question => ({
  title: "screens.settings.tokens.revokeTitle",
  text: t("screens.settings.tokens.revokeText", { name }),
  ok: "screens.settings.tokens.revoke",
  done: "screens.settings.tokens.revokedDone",
  danger: true,
  fields: [{ name: "confirm", kind: "text", required: true }],
  submit: async ({ confirm }) => {
    if (confirm !== name) throw new ApiProblem(422, "settings.not_confirmed", t("screens.settings.tokens.mismatch"), "confirm");
    await api.DELETE("/api/v1/tokens/{id}", { params: { path: { id } } });
  },
});
