import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { useFormat } from "@/shared/useFormat";
import type { Proposal } from "./planApi";

/** What a proposed item is called at first: what is to be done, and with whom. */
export function useNamed(): (one: Proposal) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ kind, title, whys, goal, goal_unit: unit }) => {
    const [why] = whys;
    const figure = (kind === "gap" || kind === "step") && why?.["built_in"] === true ? enumText(t, "target_metric", String(why["metric"])) : title;
    const amount = unit === "money" ? format.money(goal ?? 0, String(why?.["currency"] || "CNY")) : format.count(goal ?? 0);
    return t(`screens.plans.proposed.${kind}`, { title: figure, amount }).slice(0, 200);
  };
}
