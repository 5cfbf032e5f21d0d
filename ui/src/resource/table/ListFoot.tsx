import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/useFormat";
import styles from "./ListFoot.module.css";

interface Props {
  shown: number;
  count: number | null;
  capped: boolean;
  more: boolean;
  busy: boolean;
  onMore: () => void;
}

/** How much of the list is on the screen, and the way to more of it. */
export function ListFoot({ shown, count, capped, more, busy, onMore }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!more) return null;
  return (
    <div className={styles["foot"]}>
      <Button onClick={onMore} loading={busy}>
        {t("shell.list.more")}
      </Button>
      <span>{count !== null && t("shell.list.shown", { shown: format.count(shown), all: format.cappedCount(count, capped) })}</span>
    </div>
  );
}
