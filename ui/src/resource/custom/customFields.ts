import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Group } from "@/resource/detail/FieldGroups";
import type { Column, Field, FieldKind, RecordRow, Resource, Values } from "@/resource/types";
import { useDefinitions, worded, type Definition } from "./definitions";

export const CUSTOM = "fields.";

const KINDS: Record<Definition["type"], FieldKind> = {
  text: "text",
  long_text: "textarea",
  number: "decimal",
  money: "money",
  date: "date",
  datetime: "datetime",
  bool: "bool",
  choice: "select",
  choices: "select",
};

export const nameOf = ({ key }: Pick<Definition, "key">): string => CUSTOM + key;

/** A custom field as the shared screens know fields. */
export function fieldOfDefinition(one: Definition, language: string): Field {
  const options = one.options;
  return {
    name: nameOf(one),
    kind: KINDS[one.type],
    required: one.required,
    hint: worded(one.help, language),
    ...(one.type === "number" && { scale: one.scale }),
    ...(one.type === "bool" && { mayBeUnsaid: true }),
    ...(one.type === "choices" && { multiple: true }),
    ...(one.max_length !== null && { maxLength: one.max_length }),
    ...(options.length > 0 && {
      values: options.filter(({ retired }) => !retired).map(({ id }) => id),
      labels: Object.fromEntries(options.map(({ id, labels }) => [id, worded(labels, language)])),
    }),
  };
}

/** The custom fields of a kind, removed ones too, and those in use: as forms and texts know fields. */
export function useCustomFields(kind: string) {
  const { i18n } = useTranslation();
  const { all } = useDefinitions(kind);
  const { language } = i18n;
  const signature = signatureOf(all);
  return useMemo(() => {
    const live = all.filter(({ removed }) => !removed);
    const keys = live.map(({ key }) => key);
    return { every: all.map((one) => fieldOfDefinition(one, language)), fields: live.map((one) => fieldOfDefinition(one, language)), keys, initial: defaultsOf(live) };
    // what the definitions say is what their versions say
    // oxlint-disable-next-line react/exhaustive-deps
  }, [kind, signature, language]);
}

const signatureOf = (all: readonly Definition[]): string =>
  all.map(({ id, version, position, removed, index_state: state }) => `${id}.${version}.${position}.${removed}.${state}`).join();

/** The resource with the custom fields of its kind, and where they belong. */
export function useCustom<Row extends RecordRow>(resource: Resource<Row>) {
  const { i18n } = useTranslation();
  const { all, pending } = useDefinitions(resource.kind);
  const { language } = i18n;
  const signature = signatureOf(all);
  return useMemo(() => {
    const live = all.filter(({ removed }) => !removed);
    return {
      pending,
      resource: { ...resource, fields: [...resource.fields, ...all.map((one) => fieldOfDefinition(one, language))] },
      live,
      columns: live.map((one): Column<Row> => ({ name: nameOf(one), width: 130, sortable: one.sortable, optional: !one.listed })),
      groups: groupsOf(live),
    };
    // what the definitions say is what their versions say
    // oxlint-disable-next-line react/exhaustive-deps
  }, [resource, signature, language, pending]);
}

/** By section, in the order of their first fields; those without one come last. */
function groupsOf(live: readonly Definition[]): Group[] {
  const sections = new Map<string, string[]>();
  for (const one of live) sections.set(one.section, [...(sections.get(one.section) ?? []), nameOf(one)]);
  return [...sections]
    .toSorted(([a], [b]) => Number(a === "") - Number(b === ""))
    .map(([section, names]) => (section ? { title: section, words: true, names } : { title: "screens.fields.more", names }));
}

/** A record with each custom value under its field's name, as any other. */
export function flat<Row extends RecordRow>(row: Row): Row {
  const { fields } = row as { fields?: Values };
  if (!fields) return row;
  return { ...row, ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [CUSTOM + key, value])) };
}

/** What a form sends: custom values together under `fields`. */
export function packed(values: Values): Values {
  const custom = Object.entries(values).filter(([name]) => name.startsWith(CUSTOM));
  if (custom.length === 0) return values;
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith(CUSTOM)));
  return { ...rest, fields: Object.fromEntries(custom.map(([name, value]) => [name.slice(CUSTOM.length), value])) };
}

/** What a new record starts with. */
export const defaultsOf = (live: readonly Definition[]): Values =>
  Object.fromEntries(live.filter((one) => one.default !== null && one.default !== undefined).map((one) => [nameOf(one), one.default]));
