import { useQueryClient } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { useRefresh } from "@/resource/useRecord";
import { live } from "@/shared/live/meta";

/** Every pipeline at a glance, in the order in which new deals ask them. */
export const usePipelineGlances = () => $api.useQuery("get", "/api/v1/pipelines/designs", {}, { meta: live("pipeline") });

/** One whole; asked often while a change is on its way to the deals. */
export const usePipelineDesign = (id: number) =>
  $api.useQuery(
    "get",
    "/api/v1/pipelines/{id}/design",
    { params: { path: { id } } },
    {
      meta: live("pipeline"),
      refetchInterval: ({ state }) => {
        const last = state.data?.last;
        return last && (!last.finished_at || (last.undo_asked_at && !last.undone_at)) ? 1000 : false;
      },
    },
  );

/** After a change: the designs, and whatever shows stages. */
export function useRenewPipelines(): () => Promise<void> {
  const client = useQueryClient();
  const refresh = useRefresh();
  return async () => {
    refresh("opportunity", "pipeline");
    await Promise.all(["/api/v1/pipelines", "/api/v1/pipelines/designs", "/api/v1/pipelines/{id}/design"].map((path) => client.invalidateQueries({ queryKey: ["get", path] })));
  };
}
