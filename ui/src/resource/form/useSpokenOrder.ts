import type { DndContextProps } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";

export interface Labelled {
  id: number;
  label: string;
}

/** What a screen reader says while a row is moved. */
export function useSpokenOrder(rows: readonly Labelled[]): NonNullable<DndContextProps["accessibility"]> {
  const { t } = useTranslation();
  const placeOf = (id: unknown): number => rows.findIndex((one) => one.id === id);
  const said = (id: unknown, at: unknown) => ({ label: rows[placeOf(id)]?.label ?? "", n: placeOf(at) + 1, of: rows.length });
  return {
    screenReaderInstructions: { draggable: t("screens.fields.howTo") },
    announcements: {
      onDragStart: ({ active }) => t("screens.fields.taken", said(active.id, active.id)),
      onDragOver: ({ active, over }) => (over ? t("screens.fields.over", said(active.id, over.id)) : undefined),
      onDragEnd: ({ active, over }) => t("screens.fields.dropped", said(active.id, over?.id ?? active.id)),
      onDragCancel: ({ active }) => t("screens.fields.cancelled", said(active.id, active.id)),
    },
  };
}
