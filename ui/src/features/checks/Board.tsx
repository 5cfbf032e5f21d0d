import { useQuery } from "@tanstack/react-query";
import { Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endOfDay, startOfDay, today } from "@/shared/days";
import { enumText } from "@/resource/texts";
import { useFormat } from "@/shared/useFormat";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Mark } from "@/shared/ui/Mark";
import { boardQuery, type Board as Shown } from "./checkApi";
import styles from "./Checks.module.css";

const SPANS = [30, 90] as const;
type Params = Record<string, unknown>;

function Number({ value, params }: { value: number; params: Params }) {
  return <FigureLink link={value > 0 ? { path: "/checks", params: { show: "all", ...params } } : null}>{value}</FigureLink>;
}

function People({ board, days }: { board: Shown; days: Params }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.checks.people")}</h2>
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              {["person", "records", "share", "picked", "finished", "passed", "improve"].map((name) => (
                <th key={name}>{t(`screens.checks.col.${name}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.people.map((one) => {
              const whose = { ...days, owner_id: one.id };
              return (
                <tr key={one.id}>
                  <th scope="row">
                    {one.name} {one.repeated && <Mark tone="warn">{t("screens.checks.repeated")}</Mark>}
                  </th>
                  <td>{one.records}</td>
                  <td>{one.records > 0 ? format.percent(one.finished / one.records) : "–"}</td>
                  <td>
                    <Number value={one.picked} params={whose} />
                  </td>
                  <td>
                    <Number value={one.finished} params={{ ...whose, state: "finished" }} />
                  </td>
                  <td>
                    <Number value={one.passed} params={{ ...whose, result: "passed" }} />
                  </td>
                  <td>
                    <Number value={one.needs_work + one.serious} params={{ ...whose, to_improve: true }} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Checkers({ board, days }: { board: Shown; days: Params }) {
  const { t } = useTranslation();
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.checks.checkers")}</h2>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {["person", "picked", "finished", "overdue"].map((name) => (
              <th key={name}>{t(`screens.checks.col.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.checkers.map((one) => {
            const whose = { ...days, checker_id: one.id };
            return (
              <tr key={one.id}>
                <th scope="row">{one.name}</th>
                <td>
                  <Number value={one.picked} params={whose} />
                </td>
                <td>
                  <Number value={one.finished} params={{ ...whose, state: "finished" }} />
                </td>
                <td data-late={one.overdue > 0}>
                  <Number value={one.overdue} params={{ ...whose, overdue: true }} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Weeks({ board }: { board: Shown }) {
  const { t } = useTranslation();
  if (board.weeks.length === 0) return null;
  const most = Math.max(...board.weeks.map((one) => one.passed + one.needs_work + one.serious));
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.checks.weeks")}</h2>
      <ol className={styles["weeks"]}>
        {board.weeks.map((one) => (
          <li key={one.starts_on}>
            <span>{one.starts_on.slice(5)}</span>
            <span className={styles["bars"]}>
              {(["passed", "needs_work", "serious"] as const).map(
                (name) => one[name] > 0 && <i key={name} data-result={name} style={{ width: `${(100 * one[name]) / most}%` }} title={enumText(t, "check_result", name)} />,
              )}
            </span>
            <span>{(["passed", "needs_work", "serious"] as const).filter((name) => one[name] > 0).map((name) => `${enumText(t, "check_result", name)} ${one[name]}`).join(" · ")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How much of whose work was looked at, and how it goes; every number opens its checks. */
export default function Board() {
  const { t } = useTranslation();
  const [back, setBack] = useState<number>(SPANS[0]);
  const [first, last] = [today(1 - back), today()];
  const { data, error, refetch } = useQuery(boardQuery(first, last));
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  const days = { drawn_from: startOfDay(first), drawn_to: endOfDay(last) };
  return (
    <>
      <div className={styles["bar"]}>
        <Segmented<number> aria-label={t("screens.checks.days")} value={back} onChange={setBack} options={SPANS.map((value) => ({ value, label: t(`screens.checks.last${value}`) }))} />
        {data && data.overdue > 0 && (
          <FigureLink link={{ path: "/checks", params: { show: "all", ...days, overdue: true } }}>
            <Mark tone="warn">{t("screens.checks.overdueAll", { count: data.overdue })}</Mark>
          </FigureLink>
        )}
      </div>
      {!data && <Skeleton active />}
      {data?.people.length === 0 && <Empty title={t("screens.checks.noneBoard")} />}
      {data && data.people.length > 0 && (
        <>
          <People board={data} days={days} />
          <Checkers board={data} days={days} />
          <Weeks board={data} />
        </>
      )}
    </>
  );
}
