import { useTranslation } from "react-i18next";
import { TargetAgree } from "./TargetAgree";
import styles from "./Agree.module.css";

/** In the drawer of a cell. Nothing can be said where nothing was ever set. */
export default function CellAgree({ cell }: { cell: { id: number } | null }) {
  const { t } = useTranslation();
  if (!cell || cell.id === 0) return <p className={styles["quiet"]}>{t("screens.targets.agree.none")}</p>;
  return <TargetAgree id={cell.id} />;
}
