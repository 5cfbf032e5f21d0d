import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { DispatchRule } from "@/api/types";
import { live } from "@/shared/live/meta";
import { useTellFailure } from "@/shared/ui/useTell";
import { moved } from "./order";

const KINDS = ["dispatch_rule", "dispatch_policy", "employee", "unit", "field", "tag"];

/** The rules in their order, with sentences in the present language; they follow what makes them fail: people who leave. */
export function useRules() {
  const { i18n } = useTranslation();
  return $api.useQuery("get", "/api/v1/dispatch/rules", {}, { meta: { ...live(...KINDS), language: i18n.language } });
}

export function usePolicy() {
  return $api.useQuery("get", "/api/v1/dispatch/policy", {}, { meta: live("dispatch_policy") });
}

/** After a change: rules say other things of each other, and the policy may be newer. */
export function useRenewRules(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(["/api/v1/dispatch/rules", "/api/v1/dispatch/policy"].map((path) => client.invalidateQueries({ queryKey: ["get", path] })));
  };
}

/** Puts one of the rules to another place: seen at once, then kept by the server. */
export function useArrangeRules(rules: readonly DispatchRule[]): (from: number, to: number) => void {
  const client = useQueryClient();
  const renew = useRenewRules();
  const tell = useTellFailure();
  return (from, to) => {
    const order = moved(rules, from, to);
    client.setQueriesData<{ items: DispatchRule[] }>({ queryKey: ["get", "/api/v1/dispatch/rules"] }, (known) => known && { ...known, items: order });
    const failed = (error: unknown): void => {
      tell(error);
      void renew();
    };
    void api.PUT("/api/v1/dispatch/rules/order", { body: { ids: order.map(({ id }) => id) } }).then(renew, failed);
  };
}
