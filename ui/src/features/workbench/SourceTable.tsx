import { useTranslation } from "react-i18next";
import type { CompanyBoard } from "@/api/types";
import { enumText } from "@/resource/texts";
import { FigureLink } from "@/shared/ui/FigureLink";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Boards.module.css";

const COLUMNS = ["received", "qualified", "converted", "invalid"] as const;

/** Where the leads of the period come from, and what they are worth there. */
export function SourceTable({ sources }: { sources: CompanyBoard["sources"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <header className={styles["head"]}>
        <h2>{t("screens.company.sources")}</h2>
        <PathLink to="/analytics/leads?by=source">{t("screens.workbench.all")}</PathLink>
      </header>
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.company.sources")}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{t("fields.lead.source")}</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col">
                  {t(`screens.company.source.${name}`)}
                </th>
              ))}
              <th scope="col">{t("screens.company.source.share")}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((row) => (
              <tr key={row.source}>
                <th scope="row">{enumText(t, "lead_source", row.source)}</th>
                {COLUMNS.map((name) => (
                  <td key={name}>
                    <FigureLink link={row[name].link}>{format.count(row[name].value)}</FigureLink>
                  </td>
                ))}
                <td>{row.converted_share === null ? "—" : format.percent(row.converted_share / 10_000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
