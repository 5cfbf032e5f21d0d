import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { GradingRule } from "@/api/types";
import { live } from "@/shared/live/meta";
import { useTellFailure } from "@/shared/ui/useTell";
import { moved } from "./order";

const RULES = "/api/v1/grading/rules";

/** The rules in their order, their conditions in the present language. */
export function useGradingRules() {
  const { i18n } = useTranslation();
  return $api.useQuery("get", RULES, {}, { meta: { ...live("grading_rule", "field", "tag"), language: i18n.language } });
}

export const useGradingPolicy = () => $api.useQuery("get", "/api/v1/grading/policy", {}, { meta: live("grading_policy") });

/** The live leads by grade and points; asked again as leads come, with pauses. */
export const useGradingFigures = () => $api.useQuery("get", "/api/v1/grading/figures", {}, { meta: { ...live("lead", "grading_application"), paced: true } });

/** How far the last application is; asked often while it runs. */
export const useApplication = () =>
  $api.useQuery(
    "get",
    "/api/v1/grading/applications",
    {},
    {
      meta: live("grading_application"),
      refetchInterval: ({ state }) => {
        const last = state.data?.last;
        return last && (!last.finished_at || (last.undo_asked_at && !last.undone_at)) ? 1000 : false;
      },
    },
  );

export function useRenewGrading(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([RULES, "/api/v1/grading/policy", "/api/v1/grading/applications"].map((path) => client.invalidateQueries({ queryKey: ["get", path] })));
  };
}

/** Puts one of the rules to another place: seen at once, then kept by the server. */
export function useArrangeGrading(rules: readonly GradingRule[]): (from: number, to: number) => void {
  const client = useQueryClient();
  const renew = useRenewGrading();
  const tell = useTellFailure();
  return (from, to) => {
    const order = moved(rules, from, to);
    client.setQueriesData<{ items: GradingRule[] }>({ queryKey: ["get", RULES] }, (known) => known && { ...known, items: order });
    const failed = (error: unknown): void => {
      tell(error);
      void renew();
    };
    void api.PUT("/api/v1/grading/rules/order", { body: { ids: order.map(({ id }) => id) } }).then(renew, failed);
  };
}
