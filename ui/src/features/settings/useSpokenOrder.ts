import type { DndContextProps } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";
import { worded, type Definition } from "@/resource/custom/definitions";

/** What a screen reader says while a field is moved. */
export function useSpokenOrder(fields: readonly Definition[]): NonNullable<DndContextProps["accessibility"]> {
  const { t, i18n } = useTranslation();
  const placeOf = (id: unknown): number => fields.findIndex((one) => one.id === id);
  const said = (id: unknown, at: unknown) => ({ label: worded(fields[placeOf(id)]?.labels ?? {}, i18n.language), n: placeOf(at) + 1, of: fields.length });
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
