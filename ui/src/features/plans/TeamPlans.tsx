import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { enumText } from "@/resource/texts";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { PeriodBar } from "./PeriodBar";
import { teamQuery, type Grain, type TeamRow } from "./planApi";
import styles from "./Plans.module.css";

const TONES = { missing: "bad", none: "plain", open: "accent", settled: "good" } as const;
const HEADINGS = ["person", "standing", "numbers", "left", "carriedN", "droppedN", "reasons"] as const;

function Row({ row, path }: { row: TeamRow; path: string }) {
  const { t } = useTranslation();
  const { counts } = row;
  const reasons = row.reasons.map(({ reason, count }) => t("screens.plans.reasonCount", { reason: enumText(t, "plan_reason", reason), n: count }));
  const number = (value: number) => (counts.total > 0 ? value : "–");
  return (
    <tr>
      <th scope="row">
        <PathLink to={path} aria-label={t("screens.plans.openPlan", { name: row.owner_name })}>
          {row.owner_name}
        </PathLink>
        <small>{row.unit_name}</small>
      </th>
      <td>
        <Mark tone={TONES[row.standing]}>{enumText(t, "plan_standing", row.standing)}</Mark> {row.on_leave && <Mark>{t("screens.plans.onLeave")}</Mark>}
      </td>
      <td data-label={t("screens.plans.numbers")}>{counts.total > 0 ? `${counts.done} / ${counts.total}` : "–"}</td>
      <td data-label={t("screens.plans.left")}>{number(counts.planned)}</td>
      <td data-label={t("screens.plans.carriedN")}>{number(counts.carried)}</td>
      <td data-label={t("screens.plans.droppedN")}>{number(counts.dropped)}</td>
      <td className={styles["reasons"]}>{reasons.join(t("shell.comma"))}</td>
    </tr>
  );
}

interface Props {
  grain: Grain;
  on: string;
  unit: number | null;
  onGo: (change: Record<string, string>) => void;
}

/** People by how their plan of the period stands: who has none, what is done, and why not. */
export function TeamPlans({ grain, on, unit, onGo }: Props) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(teamQuery(grain, on, unit));
  const rows = data?.rows ?? [];
  const have = rows.filter(({ counts }) => counts.total > 0).length;
  const missing = rows.filter(({ standing }) => standing === "missing").length;
  return (
    <>
      <PeriodBar grain={grain} shown={data} onGo={onGo} />
      <div className={styles["filters"]}>
        <UnitPicker aria-label={t("screens.plans.unit")} placeholder={t("screens.plans.unit")} value={unit} onChange={(id) => onGo({ unit: id === null ? "" : String(id) })} listWidth={260} />
        {data && rows.length > 0 && (
          <p>
            {t("screens.plans.summary", { have, all: rows.length })}
            {missing > 0 && <Mark tone="bad">{t("screens.plans.missing", { n: missing })}</Mark>}
            {data.day_off && <Mark>{t("screens.plans.dayOff")}</Mark>}
          </p>
        )}
      </div>
      {data?.capped && <p className={styles["hint"]}>{t("screens.plans.capped")}</p>}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {data && rows.length === 0 && <Empty title={t("screens.plans.teamNone")} />}
      {rows.length > 0 && (
        <table className={styles["team"]}>
          <caption className="visually-hidden">{t("screens.plans.teamTitle")}</caption>
          <thead>
            <tr>
              {HEADINGS.map((name) => (
                <th key={name} scope="col">
                  {t(`screens.plans.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.owner_id} row={row} path={`/plans/of/${row.owner_id}?grain=${grain}&on=${on}`} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
