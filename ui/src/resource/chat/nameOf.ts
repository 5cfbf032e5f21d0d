import type { TFunction } from "i18next";

/** What a visitor is called; by the number of the talk until somebody knows. */
export const nameOf = ({ name, id }: { name: string; id: number }, t: TFunction): string => name || t("chat.visitor", { id });
