import { keepPreviousData } from "@tanstack/react-query";
import { Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { TeamBoard } from "@/api/types";
import { FigureStrip } from "@/resource/figures/FigureStrip";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { FigureTable } from "./FigureTable";
import { HelpWanted } from "./HelpWanted";
import { useMay } from "@/shared/session/session";
import { later } from "./later";
import { MissingReports } from "./MissingReports";
import { PeriodSwitch } from "./PeriodSwitch";
import { MINUTE, useBoard, WORK } from "./useBoard";
import { Waiting } from "./Waiting";
import styles from "./Workbench.module.css";

const Attainments = later(() => import("./Attainments"));
const NOW = ["now"] as const;
const REST = ["month", "hand"] as const;

/** What a lead sees first: how many of their people may need help. */
function useHelpState(board: TeamBoard | undefined): string {
  const { t } = useTranslation();
  if (!board) return "";
  return board.help.length > 0 ? t("screens.help.state", { n: board.help.length }) : t("screens.help.none");
}

/** The team's day: what waits now, who may need help and why, everybody at a glance. */
export function TeamDay({ title, actions }: { title: string; actions: ReactNode }) {
  const { t } = useTranslation();
  const { period, unit, askUnit } = useBoard();
  const targets = useMay()("target.read");
  const { data, error, isPending, refetch } = $api.useQuery(
    "get",
    "/api/v1/dashboards/team",
    { params: { query: { period, unit_id: unit } } },
    { meta: WORK, placeholderData: keepPreviousData, refetchInterval: MINUTE },
  );
  const state = useHelpState(data);
  const rows = (data?.people ?? []).map(({ owner_id: id, owner_name: name, figures }) => ({
    key: id ?? "nobody",
    name: name ?? t("screens.workbench.nobody"),
    last: id === null,
    figures,
  }));
  return (
    <Page title={title} state={state} actions={actions}>
      <div className={styles["narrow"]}>
        <UnitPicker listWidth={280} placeholder={t("screens.workbench.everyone")} aria-label={t("fields.common.unit_id")} value={unit ?? null} onChange={askUnit} />
        <PeriodSwitch />
        {data && <span>{t("screens.figures.period", { first: data.period.first, last: data.period.last })}</span>}
      </div>
      <Suspense>{targets && <Attainments team unit={unit} />}</Suspense>
      {isPending && <Waiting rows={8} />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <FigureStrip figures={data.figures} only={NOW} />
          <HelpWanted help={data.help} />
          <MissingReports unit={unit} />
          <FigureTable title={t("screens.workbench.people", { n: data.people_count })} head={t("screens.workbench.person")} columns={data.columns} rows={rows} />
          <FigureStrip figures={data.figures} only={REST} period={period} />
        </>
      )}
    </Page>
  );
}
