import type { DndContextProps } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";
import type { BoardColumn } from "@/api/types";
import { heldBy } from "./board";

type Accessibility = NonNullable<DndContextProps["accessibility"]>;

/** What a screen reader says while a card is moved. */
export function useSpoken(columns: readonly BoardColumn[]): Accessibility {
  const { t } = useTranslation();
  const lane = (id: unknown): string => columns.find(({ stage_id: stage }) => id === `lane-${stage}`)?.stage_name ?? "";
  return {
    screenReaderInstructions: { draggable: t("screens.opportunity.board.howTo") },
    announcements: {
      onDragStart: ({ active }) => t("screens.opportunity.board.taken", { name: heldBy(active)?.name ?? "" }),
      onDragOver: ({ over }) => (over ? t("screens.opportunity.board.over", { stage: lane(over.id) }) : undefined),
      onDragEnd: ({ over }) => (over ? t("screens.opportunity.board.dropped", { stage: lane(over.id) }) : t("screens.opportunity.board.cancelled")),
      onDragCancel: () => t("screens.opportunity.board.cancelled"),
    },
  };
}
