import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSettled } from "@/shared/useSettled";

export interface Option {
  value: number;
  label: string;
  hint?: string;
}

type Ask = (q: string, signal: AbortSignal) => Promise<Option[]>;

/** Options that the server finds for what is typed. Nothing is asked before the list is opened or has a value. */
export function useOptions(name: string, ask: Ask, wanted: boolean) {
  const [text, setText] = useState("");
  const q = useSettled(text.trim(), 200);
  const { data, isFetching } = useQuery({
    queryKey: ["options", name, q],
    queryFn: ({ signal }) => ask(q, signal),
    placeholderData: keepPreviousData,
    enabled: wanted,
    staleTime: 60_000,
  });
  return { options: data ?? [], searching: isFetching, setText };
}
