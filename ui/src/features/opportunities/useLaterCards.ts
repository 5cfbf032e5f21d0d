import { useState } from "react";
import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "@/api/client";
import type { BoardColumn, Opportunity } from "@/api/types";
import { live } from "@/shared/live/meta";
import type { BoardProps } from "./board";

/** So many more each time, and so many in all: who wants to see still more of a stage reads its list. */
const STEP = 48;
const MOST = 192;

export interface Later {
  cards: readonly Opportunity[];
  /** How many are not shown. */
  hidden: number;
  state: "more" | "coming" | "failed" | "full";
  more: () => void;
}

/** What stands in a stage behind its latest cards, asked for in one piece: whatever moves meanwhile is neither twice nor missed. */
export function useLaterCards(column: BoardColumn, { columns, asked }: Pick<BoardProps, "columns" | "asked">): Later {
  const [wanted, setWanted] = useState(0);
  const { stage_id, closed_from, next } = column;
  const query = { ...asked, stage_id, limit: Math.max(wanted, 1), ...(closed_from && { closed_from }), ...(next && { cursor: next }) };
  const enabled = wanted > 0 && next !== null;
  const { data, isError, isFetching, refetch } = $api.useQuery("get", "/api/v1/opportunities", { params: { query } }, { enabled, meta: live("opportunity"), placeholderData: keepPreviousData });
  const first = new Set(columns.flatMap(({ items }) => items.map(({ id }) => id)));
  const cards = enabled ? (data?.items ?? []).filter((card) => !first.has(card.id) && card.stage_id === stage_id) : [];
  const hidden = next === null ? 0 : column.count - column.items.length - cards.length;
  const state = isFetching ? "coming" : isError ? "failed" : wanted >= MOST ? "full" : "more";
  const more = (): void => {
    if (state === "failed") void refetch();
    else if (state === "more") setWanted(wanted + STEP);
  };
  return { cards, hidden, state, more };
}
