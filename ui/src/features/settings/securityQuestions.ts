import type { TFunction } from "i18next";
import { api, must } from "@/api/client";
import type { Question } from "@/resource/form/RecordDialog";

const BOTH: Question["fields"] = [
  { name: "password", kind: "text", secret: true, required: true },
  { name: "code", kind: "text", required: true, maxLength: 20 },
];

const bodyOf = ({ password, code }: Record<string, unknown>) => ({ password: String(password), code: String(code) });

/** Turns the second factor off. */
export const removing = (t: TFunction): Question => ({
  title: "screens.settings.factor.remove",
  text: t("screens.settings.factor.both"),
  ok: "screens.settings.factor.remove",
  done: "screens.settings.factor.removed",
  danger: true,
  fields: BOTH,
  submit: (values) => api.POST("/api/v1/me/second-factor/removals", { body: bodyOf(values) }),
});

/** New recovery codes in place of the old. */
export const renewing = (onCodes: (codes: string[]) => void): Question => ({
  title: "screens.settings.factor.renew",
  fields: BOTH,
  submit: async (values) => onCodes(must(await api.POST("/api/v1/me/second-factor/recovery-codes", { body: bodyOf(values) })).recovery_codes),
});
