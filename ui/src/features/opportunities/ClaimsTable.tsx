import { useTranslation } from "react-i18next";
import type { DealClaim } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Money } from "@/shared/ui/Money";
import { useFormat } from "@/shared/useFormat";
import styles from "./Claims.module.css";

type Figures = Omit<DealClaim, "id" | "name">;

const COUNTS = [
  { key: "open", text: "open", more: {} },
  { key: "ahead", text: "aheadCount", more: { gap_min: 1 } },
  { key: "on_word", text: "onWord", more: { on_word: true } },
] as const;
const SUMS = [
  { key: "ahead_minor", text: "aheadSum", more: { gap_min: 1, currency: "CNY" } },
  { key: "by_claim_minor", text: "byClaim", more: { currency: "CNY" } },
  { key: "by_evidence_minor", text: "byEvidence", more: { currency: "CNY" } },
  { key: "credible_minor", text: "credible", more: { currency: "CNY" } },
] as const;

interface RowProps {
  name: string;
  figures: Figures;
  whose: Record<string, unknown>;
  total?: boolean;
}

function Row({ name, figures, whose, total = false }: RowProps) {
  const format = useFormat();
  const link = (more: object) => ({ path: "/opportunities", params: { layout: "list", stage_kind: "open", ...whose, ...more } });
  return (
    <tr data-total={total}>
      <th scope="row">{name}</th>
      {COUNTS.map(({ key, more }) => (
        <td key={key}>
          <FigureLink link={link(more)}>{format.count(figures[key])}</FigureLink>
        </td>
      ))}
      {SUMS.map(({ key, more }) => (
        <td key={key}>
          <FigureLink link={link(more)}>
            <Money minor={figures[key]} />
          </FigureLink>
        </td>
      ))}
    </tr>
  );
}

interface Props {
  title: string;
  head: string;
  by: "owner_id" | "unit_id";
  rows: readonly DealClaim[];
  total?: Figures | undefined;
  whose: Record<string, unknown>;
}

/** Claim against evidence, a row each; every number opens its records. */
export function ClaimsTable({ title, head, by, rows, total, whose }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={title}>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {[...COUNTS, ...SUMS].map(({ key, text }) => (
              <th key={key} scope="col">
                {t(`screens.opportunity.claims.${text}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} name={row.name} figures={row} whose={{ ...whose, [by]: row.id }} />
          ))}
          {total && <Row name={t("screens.opportunity.claims.total")} figures={total} whose={whose} total />}
        </tbody>
      </table>
    </div>
  );
}
