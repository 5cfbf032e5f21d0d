import type { TFunction } from "i18next";
import { api } from "@/api/client";
import type { ExportRow } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";

const word = ({ word: said }: Record<string, unknown>): string => (typeof said === "string" ? said : "");

export const approving = ({ id, asked_by_name: name }: ExportRow, rows: number, t: TFunction): Question => ({
  title: t("screens.export.approveTitle", { name, n: rows }),
  text: t("screens.export.approveText"),
  ok: "screens.export.approve",
  done: "screens.export.approved",
  fields: [{ name: "word", kind: "textarea", maxLength: 500 }],
  submit: (values) => api.POST("/api/v1/exports/{id}/approvals", { params: { path: { id } }, body: { word: word(values) } }),
});

export const refusing = ({ id, asked_by_name: name }: ExportRow, t: TFunction): Question => ({
  title: t("screens.export.refuseTitle", { name }),
  ok: "screens.export.refuse",
  done: "screens.export.refused",
  danger: true,
  fields: [{ name: "word", kind: "textarea", maxLength: 500, required: true }],
  submit: (values) => api.POST("/api/v1/exports/{id}/refusals", { params: { path: { id } }, body: { word: word(values) } }),
});
