import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { enumText } from "@/resource/texts";
import { Ring } from "@/resource/rings/Ring";
import { live } from "@/shared/live/meta";
import { recordPath } from "@/shared/records";
import { useFormat } from "@/shared/useFormat";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Attainments.module.css";

type Attainment = components["schemas"]["Attainment"];

const TARGETS = { ...live("target", "target_tree", "contract", "receipt", "opportunity"), paced: true };
const FIVE_MINUTES = 300_000;

/** Figures of a metric, short and exact. */
function useFigures({ measured, currency }: Attainment["metric"]) {
  const format = useFormat();
  const money = measured === "money";
  const other = (value: number): string => (measured === "ratio" ? format.percent(value / 10_000) : format.count(value));
  return {
    short: (value: number): string => (money ? format.money(value, currency) : other(value)),
    exact: (value: number): string => (money ? format.moneyExact(value, currency) : other(value)),
  };
}

const bp = (part: number, whole: number): number => Math.round((part * 10_000) / Math.max(whole, 1));

/** Reached, on pace or behind; of an at-most target the other way round. */
function standing({ attained, must, should_be: due, metric }: Attainment): "reached" | "on_pace" | "behind" {
  const most = metric.aim === "at_most";
  if (most) return attained > (due ?? must) ? "behind" : "on_pace";
  if (attained >= must) return "reached";
  return attained >= (due ?? 0) ? "on_pace" : "behind";
}

const TONES = { reached: "good", on_pace: "accent", behind: "warn" } as const;

function Lines({ item }: { item: Attainment }) {
  const { t } = useTranslation();
  const { short, exact } = useFigures(item.metric);
  const lines: [string, number | null][] = [
    ["must", item.must],
    ["stretch", item.stretch],
    ["shouldBe", item.should_be],
  ];
  return (
    <dl className={styles["lines"]} data-targets>
      {lines.map(
        ([name, value]) =>
          value !== null && (
            <div key={name} data-line={name}>
              <dt>{t(`screens.tracking.${name}`)}</dt>
              <dd title={exact(value)}>{short(value)}</dd>
            </div>
          ),
      )}
      <div>
        <dt>{t("screens.tracking.forecast")}</dt>
        <dd title={t("screens.tracking.forecastRange", { low: exact(item.forecast.low), high: exact(item.forecast.high) })}>{short(item.forecast.point)}</dd>
      </div>
    </dl>
  );
}

/** One target: a ring as long as the stretch, with a tick for where it should be by now and one for the must-reach. */
function Target({ item }: { item: Attainment }) {
  const { t } = useTranslation();
  const { short, exact } = useFigures(item.metric);
  const whole = Math.max(item.stretch ?? 0, item.must);
  const state = standing(item);
  const share = item.share_bp === null ? "—" : `${Math.floor(item.share_bp / 100)}%`;
  const label = `${item.tree_name} ${item.name} ${share} · ${t(`enums.quota_state.${state}`)}`;
  return (
    <article className={styles["target"]}>
      <Ring size={116} share={bp(item.attained, whole)} due={item.should_be === null ? null : bp(item.should_be, whole)} mark={whole > item.must ? bp(item.must, whole) : null} tone={TONES[state]} label={label}>
        <b>{share}</b>
        <small title={exact(item.attained)}>{short(item.attained)}</small>
      </Ring>
      <div>
        <h2>
          <PathLink to={`/targets/${item.tree_id}/tracking`}>{item.metric.name || enumText(t, "target_metric", item.metric.code)}</PathLink> <small>{item.name}</small>
        </h2>
        <p>
          <Mark tone={TONES[state]}>{t(`enums.quota_state.${state}`)}</Mark>
          <span>{t("screens.workbench.attainment.left", { done: item.period.days_done, days: item.period.days, left: item.period.days_left })}</span>
        </p>
        <Lines item={item} />
        {item.gap !== null && item.gap > 0 && item.needed_a_day !== null && (
          <p>
            {t("screens.tracking.gap")} <b title={exact(item.gap)}>{short(item.gap)}</b> · {t("screens.tracking.aDay", { figure: short(item.needed_a_day) })}
          </p>
        )}
      </div>
    </article>
  );
}

function Help({ item }: { item: Attainment }) {
  const { t } = useTranslation();
  const { short } = useFigures(item.metric);
  if (item.help.length === 0) return null;
  const inWords = ({ code, params }: Attainment["help"][number]["reasons"][number]): string => {
    const shown = Object.entries(params).map(([name, value]) => [name, name === "days" || name === "times" ? value : short(Number(value))]);
    return t(`screens.tracking.reason.${code}`, Object.fromEntries(shown) as Record<string, string>);
  };
  return (
    <div className={styles["help"]}>
      <h2>
        {t("screens.tracking.who")} <small>{item.metric.name || enumText(t, "target_metric", item.metric.code)}</small>
      </h2>
      <ul>
        {item.help.map(({ owner_id: id, name, reasons }) => (
          <li key={id ?? name}>
            {id === null ? <b>{name}</b> : <PathLink to={recordPath("employee", id) ?? ""}>{name}</PathLink>}
            <span>{reasons.slice(0, 3).map(inWords).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How my targets, or my team's, stand against the working days that are over; nothing at all where there are none. */
export default function Attainments({ team = false, unit }: { team?: boolean; unit?: number | undefined }) {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/dashboards/attainment", { params: { query: { team, unit_id: unit } } }, { meta: TARGETS, placeholderData: keepPreviousData, refetchInterval: FIVE_MINUTES });
  if (!data || data.items.length === 0) return null;
  const helped = data.items.find(({ help }) => help.length > 0);
  return (
    <section className={styles["targets"]} data-team={team} aria-label={t("screens.workbench.attainment.title")}>
      {data.items.map((item) => (
        <Target key={item.tree_id} item={item} />
      ))}
      {team && helped && <Help item={helped} />}
    </section>
  );
}
