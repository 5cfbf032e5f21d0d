import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import type { Proposal } from "./planApi";

/** What a proposed item is called at first: what is to be done, and with whom. */
export function useNamed(): (one: Proposal) => string {
  const { t } = useTranslation();
  return ({ kind, title, whys }) => {
    const [why] = whys;
    const figure = kind === "gap" && why?.["built_in"] === true ? enumText(t, "target_metric", String(why["metric"])) : title;
    return t(`screens.plans.proposed.${kind}`, { title: figure }).slice(0, 200);
  };
}
