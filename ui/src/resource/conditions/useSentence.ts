import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { parseWhere } from "./model";

/** The words for a condition, as the server says them in the present language. */
export function useSentence(kind: string, where: string) {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ["condition", kind, where, i18n.language],
    queryFn: async ({ signal }) => must(await api.POST("/api/v1/conditions/descriptions", { body: { kind, where: parseWhere(where) }, signal })),
    enabled: where !== "",
    retry: false,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}
