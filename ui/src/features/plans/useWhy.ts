import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/useFormat";
import { absolute } from "@/shared/format";

type Why = Record<string, unknown>;

/** Why an item is proposed, in words. */
export function useWhy(): (why: Why) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (why) => {
    const code = String(why["code"] ?? "");
    const currency = typeof why["currency"] === "string" ? why["currency"] : "";
    const sum = (name: string): string => {
      const value = Number(why[name] ?? 0);
      return currency ? format.money(value, currency) : format.count(value);
    };
    const days = Number(why["days"] ?? 0);
    const times = Number(why["times"] ?? 0);
    const variant = code === "carried" && times > 0 ? "carriedAgain" : code === "instalment" && days > 0 ? "instalmentLate" : code;
    const words = { day: String(why["day"] ?? ""), at: why["at"] ? absolute(String(why["at"])) : "", days, times, of: Number(why["of"] ?? 0) };
    return t(`screens.plans.whys.${variant}`, { ...words, amount: sum("amount"), must: sum("must"), reached: sum("reached") });
  };
}
