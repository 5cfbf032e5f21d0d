import { useTranslation } from "react-i18next";
import { FigureLink } from "@/shared/ui/FigureLink";
import { kindText, type QuotaCell, type QuotaKind, type QuotaTeam, type Teammate } from "@/resource/quotas/quotas";
import styles from "./Quotas.module.css";

interface Props {
  team: QuotaTeam;
  onOpen: (kind: QuotaKind, person: Teammate) => void;
}

interface CellProps {
  kind: QuotaKind;
  cell: QuotaCell;
  /** Where the number is declared and may be corrected. */
  onOpen: (() => void) | undefined;
}

function Cell({ kind, cell, onOpen }: CellProps) {
  const { t } = useTranslation();
  const said = [t(`enums.quota_state.${cell.state}`), cell.wanted > 0 && t("screens.quotas.due", { n: cell.due }), cell.proven !== null && cell.done > 0 && t("screens.quotas.proven", { n: cell.proven })].filter(Boolean).join(" · ");
  return (
    <td data-state={cell.state} title={`${kindText(t, kind)} ${said}`}>
      {onOpen ? (
        <button type="button" onClick={onOpen}>
          {cell.done}
        </button>
      ) : (
        <FigureLink link={cell.link}>{cell.done}</FigureLink>
      )}
      {cell.wanted > 0 && <small>/{cell.wanted}</small>}
    </td>
  );
}

function Row({ person, team, onOpen }: Props & { person: Teammate }) {
  const { t } = useTranslation();
  const oneDay = team.period.first === team.period.last;
  const corrects = oneDay && person.actions.includes("declare") && team.period.first <= team.today;
  const lag = person.lag_bp > 0 ? t("screens.quotas.needs", { n: Math.ceil(person.lag_bp / 100) }) : t(`enums.quota_state.${person.reached ? "reached" : "on_pace"}`);
  const asked = person.cells.some(({ wanted }) => wanted > 0);
  return (
    <tr>
      <th scope="row">
        {person.name}
        <small>{person.unit_name}</small>
      </th>
      <td data-lag={person.lag_bp > 0}>{asked ? lag : t("screens.quotas.noQuota")}</td>
      {team.kinds.map((kind, at) => {
        const cell = person.cells[at];
        return cell && <Cell key={kind.id} kind={kind} cell={cell} onOpen={kind.sort === "declared" && corrects ? () => onOpen(kind, person) : undefined} />;
      })}
      {!oneDay && (
        <>
          <td>
            {person.days_reached}/{person.days_judged}
          </td>
          <td>{person.streak}</td>
        </>
      )}
    </tr>
  );
}

/** People × kinds; a cell is coloured by whether it is reached, on pace or behind, and says so in words. */
export function TeamTable({ team, onOpen }: Props) {
  const { t } = useTranslation();
  const oneDay = team.period.first === team.period.last;
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.quotas.people")}>
      <table className={styles["heat"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.quotas.person")}</th>
            <th scope="col">{t("screens.quotas.pace")}</th>
            {team.kinds.map((kind) => (
              <th key={kind.id} scope="col">
                {kindText(t, kind)}
                {kind.sort === "declared" && <small>{t("screens.quotas.declared")}</small>}
              </th>
            ))}
            {!oneDay && (
              <>
                <th scope="col">{t("screens.quotas.daysHead")}</th>
                <th scope="col">{t("screens.quotas.streakHead")}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {team.people.map((person) => (
            <Row key={person.user_id} person={person} team={team} onOpen={onOpen} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("screens.quotas.total")}</th>
            <td />
            {team.totals.map((one) => (
              <td key={one.kind_id}>
                {one.done}
                {one.wanted > 0 && <small>/{one.wanted}</small>}
              </td>
            ))}
            {!oneDay && (
              <>
                <td />
                <td />
              </>
            )}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
