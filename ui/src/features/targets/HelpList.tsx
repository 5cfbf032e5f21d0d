import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { recordPath } from "@/shared/records";
import { pathOf } from "@/shared/ui/FigureLink";
import { PathLink } from "@/shared/ui/PathLink";
import { useFigure } from "./useFigure";
import { pipelineLink, visitsLink } from "./trackLinks";
import type { Help, Tracking, TrackingRow } from "./trackApi";
import styles from "./Tracking.module.css";

const MOST = 12;
type Reason = Help["reasons"][number];

/** What to open for a reason: the next action beside the answer. Null: the coverage of that figure. */
function pathFor(reason: Reason, row: TrackingRow, tracking: Tracking): string | null {
  switch (reason.code) {
    case "uncovered":
      return null;
    case "no_visits":
      return pathOf(visitsLink(row));
    case "behind":
    case "little_pipeline":
      return pathOf(pipelineLink(row, tracking.period));
    default:
      return row.owner_id === null ? null : recordPath("employee", row.owner_id);
  }
}

/** Who needs help and why, the most urgent first; each reason opens what helps. */
export function HelpList({ tracking, onCover }: { tracking: Tracking; onCover: (cellId: number) => void }) {
  const { t } = useTranslation();
  const figure = useFigure(tracking.tree.metric);
  const rows = new Map(tracking.rows.map((row) => [row.node_id, row]));
  const inWords = ({ code, params }: Reason): string => {
    const shown = Object.entries(params).map(([name, value]) => [name, name === "days" || name === "times" ? value : figure.short(Number(value))]);
    return t(`screens.tracking.reason.${code}`, Object.fromEntries(shown) as Record<string, string>);
  };
  return (
    <section className={styles["side"]} aria-label={t("screens.tracking.who")}>
      <h2>{t("screens.tracking.who")}</h2>
      {tracking.help.length === 0 && <p className={styles["quiet"]}>{t("screens.tracking.nobody")}</p>}
      <ul>
        {tracking.help.slice(0, MOST).map((one) => {
          const row = rows.get(one.node_id);
          if (!row) return null;
          const cell = row.current.cell_id;
          return (
            <li key={one.node_id}>
              <b>{row.name}</b>
              {one.reasons.map((reason) => {
                const path = pathFor(reason, row, tracking);
                const title = t(`screens.tracking.act.${reason.code}`);
                if (path !== null)
                  return (
                    <PathLink key={reason.code} to={path} title={title}>
                      {inWords(reason)}
                    </PathLink>
                  );
                if (cell === null) return <span key={reason.code}>{inWords(reason)}</span>;
                return (
                  <Button key={reason.code} type="link" size="small" className={styles["plain"]} title={title} onClick={() => onCover(cell)}>
                    {inWords(reason)}
                  </Button>
                );
              })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
