import type { FormDetail } from "@/api/types";
import { moved } from "./order";

export const PLAIN = ["name", "company", "title", "phone", "wechat", "email", "region", "remark"] as const;
export const TEXTS = ["title", "introduction", "button", "consent", "thanks", "redirect"] as const;
export const FILE = "file";
const SAID = ["name", "unit_id", "language", "campaign", "campaign_from_utm", "cost_minor", "fill_seconds", "address_limit", "form_limit"] as const;

export interface DraftField {
  /** Of this drawing only: names may be told twice while one writes. */
  id: number;
  name: string;
  label: string;
  required: boolean;
  placeholder: string;
  help: string;
}

export type Texts = Record<(typeof TEXTS)[number], string>;

/** What the designer edits: a form as one writes it. */
export type Draft = Pick<FormDetail, (typeof SAID)[number]> & { texts: Texts; fields: readonly DraftField[]; origins: string };

export function draftOf(form: FormDetail): Draft {
  const said = Object.fromEntries(SAID.map((name) => [name, form[name]])) as Pick<FormDetail, (typeof SAID)[number]>;
  const texts = Object.fromEntries(TEXTS.map((name) => [name, form.texts[name] ?? ""])) as Texts;
  const fields = form.fields.map((one, id) => ({ id: id + 1, name: one.name ?? "", label: one.label ?? "", required: one.required ?? false, placeholder: one.placeholder ?? "", help: one.help ?? "" }));
  return { ...said, texts, fields, origins: form.origins.join("\n") };
}

/** As it goes over the wire. */
export function valuesOf({ fields, origins, ...rest }: Draft) {
  return {
    ...rest,
    fields: fields.map(({ name, label, required, placeholder, help }) => ({ name, label, required, placeholder, help })),
    origins: origins.split(/[\s,，]+/).filter(Boolean),
  };
}

/** The values that differ from what the form had when it was opened. */
export function changesOf(draft: Draft, form: FormDetail): Record<string, unknown> {
  const [now, before] = [valuesOf(draft), valuesOf(draftOf(form))] as [Record<string, unknown>, Record<string, unknown>];
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
}

export function withField(fields: readonly DraftField[], name: string): DraftField[] {
  const id = Math.max(0, ...fields.map((one) => one.id)) + 1;
  return [...fields, { id, name, label: "", required: name === "phone", placeholder: "", help: "" }];
}

export const withMoved = (fields: readonly DraftField[], from: number, to: number): DraftField[] => moved(fields, from, to);

export const withPart = (fields: readonly DraftField[], id: number, part: Partial<DraftField>): DraftField[] => fields.map((one) => (one.id === id ? { ...one, ...part } : one));

/** Of what was looked at, how much was sent; null where nobody has looked. */
export const rateOf = (submissions: number, views: number): number | null => (views > 0 ? submissions / views : null);

const quoted = (text: string): string => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

/** What is copied into a page: a script that puts the form where it stands, or a frame as it is. */
export function snippets(home: string, { token, name }: { token: string; name: string }) {
  const link = `${home}/f/${token}`;
  return {
    script: `<script src="${link}.js" data-title="${quoted(name)}"></script>`,
    frame: `<iframe src="${link}?embed=1" title="${quoted(name)}" style="width:100%;height:640px;border:0"></iframe>`,
    link,
  };
}
