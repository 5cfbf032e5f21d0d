import { useQuery } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";

/** Campaign → its name, of those that this person sees. */
export function useCampaigns(): Readonly<Record<string, string>> {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["campaign", "names"],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/campaigns", { signal })).items,
    enabled: may("campaign.read"),
    meta: live("campaign"),
  });
  return Object.fromEntries((data ?? []).map(({ id, name }) => [String(id), name]));
}
