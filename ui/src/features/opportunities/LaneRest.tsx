import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BoardColumn } from "@/api/types";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Board.module.css";
import { listOf, type BoardProps } from "./board";
import type { Later } from "./useLaterCards";

/** The end of a lane: more cards come when one gets near it, or by its button. */
export function LaneRest({ column, asked, later }: Pick<BoardProps, "asked"> & { column: BoardColumn; later: Later }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const { hidden, state, more } = later;
  useEffect(() => {
    if (state !== "more" || !end.current || typeof IntersectionObserver === "undefined") return undefined;
    const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && more());
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [state, more]);
  if (hidden <= 0) return null;
  if (state === "full") {
    return (
      <PathLink className={styles["rest"]} to={listOf(column, asked)}>
        {t("screens.opportunity.board.rest", { n: hidden })}
      </PathLink>
    );
  }
  return (
    <div ref={end} className={styles["more"]}>
      {state === "failed" && <p role="alert">{t("screens.opportunity.board.moreFailed")}</p>}
      <Button type="text" size="small" block loading={state === "coming"} onClick={more}>
        {state === "failed" ? t("shell.failing.retry") : t("screens.opportunity.board.more", { n: hidden })}
      </Button>
    </div>
  );
}
