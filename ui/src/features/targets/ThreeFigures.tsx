import { useTranslation } from "react-i18next";
import { useIsPhone } from "@/shared/theme/choice";
import { Mark } from "@/shared/ui/Mark";
import { useFigure } from "./useFigure";
import styles from "./Agree.module.css";
import type { Dialogue } from "./agreeApi";

const LINES = ["must", "stretch"] as const;

/** What was given from above, what was declared from below, what is in force; and whose answer it waits for. */
export function ThreeFigures({ dialogue: { cell, awaits, answering, band } }: { dialogue: Dialogue }) {
  const { t } = useTranslation();
  const figure = useFigure(cell);
  const phone = useIsPhone();
  const shown = (value: number | null) =>
    value === null ? t("screens.targets.agree.unset") : <span title={figure.exact(value)}>{phone ? figure.short(value) : figure.exact(value)}</span>;
  return (
    <>
      <table className={styles["figures"]}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("screens.targets.agree.column.given")}</th>
            <th scope="col">{t("screens.targets.agree.column.declared")}</th>
            <th scope="col">{t("screens.targets.agree.column.inForce")}</th>
          </tr>
        </thead>
        <tbody>
          {LINES.map((line) => (
            <tr key={line}>
              <th scope="row">{t(`screens.targets.agree.line.${line}`)}</th>
              <td>{shown(cell[`given_${line}`])}</td>
              <td>{shown(cell[`declared_${line}`])}</td>
              <td data-now>{shown(cell[line])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles["states"]}>
        {cell.locked_at && <Mark tone="plain">{t("screens.targets.agree.locked")}</Mark>}
        {cell.agreed_at && <Mark tone="good">{t("screens.targets.agree.agreed")}</Mark>}
        {awaits !== "nobody" && <Mark tone="warn">{answering ? t("screens.targets.agree.waits", { name: answering }) : t(`enums.target_awaits.${awaits}`)}</Mark>}
        {band && <span className={styles["quiet"]}>{t("screens.targets.agree.band", { least: figure.exact(band.least), most: figure.exact(band.most) })}</span>}
      </p>
    </>
  );
}
