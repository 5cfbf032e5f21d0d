import type { TFunction } from "i18next";

/** A field's label: the kind's own word, or the common one. */
export const fieldLabel = (t: TFunction, kind: string, name: string): string =>
  t([`fields.${kind}.${name}`, `fields.common.${name}`, name]);

/** A value of an enum in words. The empty value is said by `none`. */
export const enumText = (t: TFunction, name: string, value: string): string =>
  t([`enums.${name}.${value === "" ? "none" : value}`, value]);

/** A permission in words: what may be done, as its own kind says it or as all do. */
export const verbText = (t: TFunction, kind: string, verb: string): string =>
  t([`enums.permission_verb.${kind}_${verb}`, `enums.permission_verb.${verb}`, verb]);
