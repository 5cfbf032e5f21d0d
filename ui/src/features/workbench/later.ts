import { lazy, type ComponentType } from "react";
import { wholeTexts } from "@/shared/i18n/i18n";

/** A part of a board that comes, with its texts, after the board itself. */
export function later<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(async () => {
    const [part] = await Promise.all([load(), wholeTexts()]);
    return part;
  });
}
