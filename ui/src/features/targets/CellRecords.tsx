import { useTranslation } from "react-i18next";
import RecordsList from "./RecordsList";
import styles from "./Targets.module.css";
import type { CellProps } from "./tools";

/** In the drawer of a figure: what was reached of it, and what that is made of. */
export default function CellRecords({ row, column }: CellProps) {
  const { t } = useTranslation();
  return (
    <section className={styles["part"]} style={{ justifyItems: "stretch" }}>
      <h2>{t("screens.tracking.attained")}</h2>
      <RecordsList node_id={row.node_id} grain={column.grain} starts_on={column.starts_on} />
    </section>
  );
}
