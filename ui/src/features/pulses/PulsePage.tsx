import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { AnswerCard } from "./AnswerCard";
import { Board } from "./Board";
import { PolicyDrawer } from "./PolicyDrawer";
import { boardQuery, mineQuery } from "./pulseApi";
import styles from "./Pulse.module.css";

/** One's own answer first; for who leads, how the teams are. */
export function PulsePage() {
  const { t } = useTranslation();
  const may = useMay();
  const [setting, setSetting] = useState(false);
  const reads = may("pulse.read");
  const mine = useQuery(mineQuery);
  const board = useQuery({ ...boardQuery, enabled: reads });
  const failed = mine.error ?? board.error;
  const waiting = mine.isPending || (reads && board.isPending);
  const id = mine.data?.id ?? null;
  return (
    <Page title={t("screens.pulse.title")} actions={board.data?.actions.includes("edit") && <Button onClick={() => setSetting(true)}>{t("screens.pulse.settings")}</Button>}>
      <WorkTabs />
      <div className={styles["page"]}>
        {failed && <Failing error={failed} onRetry={() => void Promise.all([mine.refetch(), reads && board.refetch()])} />}
        {waiting && !failed && <PageSkeleton />}
        {mine.data && id !== null && <AnswerCard id={id} pulse={mine.data} />}
        {mine.data && id === null && !reads && <Empty title={t("screens.pulse.none")} text={t("screens.pulse.noneText")} />}
        {board.data && <Board board={board.data} />}
      </div>
      {setting && <PolicyDrawer onClose={() => setSetting(false)} />}
    </Page>
  );
}
