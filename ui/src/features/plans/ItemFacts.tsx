import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { recordPath } from "@/shared/records";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import { clock } from "./periods";
import type { PlanItem } from "./planApi";
import styles from "./Plans.module.css";
import { useWhy } from "./useWhy";

const TONES = { done: "good", dropped: "bad", carried: "warn", planned: "plain" } as const;

function Figures({ item }: { item: PlanItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = (value: number) => (item.goal_unit === "money" ? format.money(value) : format.count(value));
  return (
    <>
      {item.goal !== null && <span>{t("screens.plans.goal", { value: shown(item.goal) })}</span>}
      {item.reached !== null && <span>{t("screens.plans.reached", { value: shown(item.reached) })}</span>}
    </>
  );
}

/** What is known of an item, in small words under its title. */
export function ItemFacts({ item }: { item: PlanItem }) {
  const { t } = useTranslation();
  const why = useWhy();
  const path = item.about_kind && item.about_id ? recordPath(item.about_kind, item.about_id) : null;
  const whys = Array.isArray(item.why["whys"]) ? (item.why["whys"] as Record<string, unknown>[]) : [];
  const times = [clock(item.from_time), clock(item.to_time)].filter(Boolean).join("–");
  return (
    <small className={styles["facts"]}>
      {item.state !== "planned" && <Mark tone={TONES[item.state]}>{enumText(t, "plan_state", item.state)}</Mark>}
      {item.reason && <span>{[enumText(t, "plan_reason", item.reason), item.reason_note].filter(Boolean).join(" · ")}</span>}
      {item.carried_on && <span>{t("screens.plans.carriedTo", { day: item.carried_on })}</span>}
      {item.carries > 0 && <Mark tone="warn">{t("screens.plans.carriedTimes", { n: item.carries })}</Mark>}
      {(item.day ?? times) && <span>{[item.grain === "day" ? "" : item.day, times].filter(Boolean).join(" ")}</span>}
      {path && item.about_title && <PathLink to={path}>{item.about_title}</PathLink>}
      {item.purpose && <span>{t("screens.plans.purpose", { text: item.purpose })}</span>}
      {item.expected && item.state === "planned" && <span>{t("screens.plans.expected", { text: item.expected })}</span>}
      {item.outcome && <span>{item.outcome}</span>}
      <Figures item={item} />
      {item.risks && item.state === "planned" && <span>{t("screens.plans.risk", { text: item.risks })}</span>}
      {item.lesson && <span>{t("screens.plans.lesson", { text: item.lesson })}</span>}
      {item.parts > 0 && <span>{t("screens.plans.parts", { done: item.parts_done, total: item.parts })}</span>}
      {item.parent_title && <span>{t("screens.plans.partOf", { title: item.parent_title })}</span>}
      {item.given_by_name && <span>{t("screens.plans.givenBy", { name: item.given_by_name })}</span>}
      {item.state === "planned" && whys.map((one) => <span key={String(one["code"])}>{why(one)}</span>)}
      {item.evidence_id !== null && item.state === "planned" && <Mark tone="good">{t("screens.plans.evidence")}</Mark>}
    </small>
  );
}
