import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { MINUTE, WORK, type Span } from "@/resource/quotas/quotas";

export interface Asked {
  span: Span;
  day: string | undefined;
  unit: number | undefined;
}

const OPTIONS = { meta: WORK, placeholderData: keepPreviousData, refetchInterval: MINUTE };

export const useMine = ({ span, day }: Asked) => $api.useQuery("get", "/api/v1/quotas/progress", { params: { query: { period: span, day } } }, OPTIONS);
export const useTeam = ({ span, day, unit }: Asked) => $api.useQuery("get", "/api/v1/quotas/team", { params: { query: { period: span, day, unit_id: unit } } }, OPTIONS);
