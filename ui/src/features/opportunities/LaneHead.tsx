import { useTranslation } from "react-i18next";
import type { BoardColumn } from "@/api/types";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Board.module.css";
import { listOf, type BoardProps } from "./board";

/** A stage's name, how many stand in it and what they sum to; opens exactly those records. */
export function LaneHead({ column, asked }: Pick<BoardProps, "asked"> & { column: BoardColumn }) {
  const { t } = useTranslation();
  const { stage_name: name, stage_kind: kind, percent, count, currency } = column;
  return (
    <header className={styles["head"]}>
      <div>
        <PathLink to={listOf(column, asked)} className={styles["stage"]}>
          <em>{name}</em> <span>{count}</span>
        </PathLink>
        <small>{kind === "open" ? `${percent}%` : t("screens.opportunity.board.thisMonth")}</small>
      </div>
      <div>
        <b>
          <Money minor={column.amount_minor} currency={currency} />
        </b>
        {kind === "open" && (
          <small>
            {t("screens.opportunity.board.weighted")} <Money minor={column.weighted_minor} currency={currency} />
          </small>
        )}
      </div>
      {kind === "open" && (
        <div>
          <small />
          <small>
            {t("screens.opportunity.claims.credible")} <Money minor={column.credible_minor} currency={currency} />
          </small>
        </div>
      )}
    </header>
  );
}
