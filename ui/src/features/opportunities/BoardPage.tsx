import { useNavigate, useSearch } from "@tanstack/react-router";
import { keepPreviousData } from "@tanstack/react-query";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { DealTabs } from "@/resource/deals/DealTabs";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { live } from "@/shared/live/meta";
import { useMe } from "@/shared/session/session";
import { useIsPhone } from "@/shared/theme/choice";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import type { Search } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Board.module.css";
import { DeskBoard } from "./DeskBoard";
import { PhoneBoard } from "./PhoneBoard";
import { usePipelines } from "./usePipelines";
import { useStageMove } from "./useStageMove";

const idOf = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

/** Which pipeline, where there are several; who and where, for those who see more than their own. */
function Filters({ search, pipelineId, wide }: { search: Search; pipelineId: number | null; wide: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const set = (name: string, id: number | null): void =>
    void navigate({ to: "/opportunities", search: { ...search, [name]: id ?? "" } as never, replace: true });
  const pipelines = usePipelines();
  const names = pipelines.filter(({ id, active }) => active || id === pipelineId).map(({ id, name }) => ({ value: id, label: name }));
  if (!wide && names.length < 2) return null;
  return (
    <div className={styles["filters"]}>
      {names.length > 1 && <Select value={pipelineId} options={names} aria-label={t("fields.opportunity.pipeline_id")} popupMatchSelectWidth={240} onChange={(id) => set("pipeline_id", id)} />}
      {wide && (
        <>
      <PersonPicker listWidth={280} placeholder={t("fields.opportunity.owner_id")} aria-label={t("fields.opportunity.owner_id")} value={idOf(search["owner_id"]) ?? null} onChange={(id) => set("owner_id", id)} />
      <UnitPicker listWidth={280} placeholder={t("fields.opportunity.unit_id")} aria-label={t("fields.opportunity.unit_id")} value={idOf(search["unit_id"]) ?? null} onChange={(id) => set("unit_id", id)} />
        </>
      )}
    </div>
  );
}

/** Opportunities by stage, with counts and sums. */
export default function BoardPage({ actions }: { actions: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const phone = useIsPhone();
  const { permissions } = useMe();
  const search = useSearch({ strict: false }) as Search;
  const { move, dialog } = useStageMove();
  const query = { owner_id: idOf(search["owner_id"]), unit_id: idOf(search["unit_id"]), pipeline_id: idOf(search["pipeline_id"]) };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/opportunities/board", { params: { query } }, { meta: live("opportunity", "pipeline"), placeholderData: keepPreviousData });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const open = data.columns.filter(({ stage_kind: kind }) => kind === "open");
  const sum = open.reduce((total, { amount_minor: amount }) => total + amount, 0);
  const weighted = open.reduce((total, { weighted_minor: amount }) => total + amount, 0);
  const count = open.reduce((total, column) => total + column.count, 0);
  const credible = open.reduce((total, { credible_minor: amount }) => total + amount, 0);
  const state = t("screens.opportunity.sums", { n: format.count(count), sum: format.money(sum), weighted: format.money(weighted), credible: format.money(credible) });
  const { owner_id, unit_id } = query;
  const asked = { sort: data.sort, ...(owner_id && { owner_id }), ...(unit_id && { unit_id }) };
  const Board = phone ? PhoneBoard : DeskBoard;
  return (
    <Page title={t("shell.nav.opportunities")} state={state} actions={actions} fill={!phone}>
      <DealTabs />
      <Filters search={search} pipelineId={data.pipeline_id} wide={permissions["opportunity.read"] !== "own"} />
      {data.columns.every((column) => column.count === 0) && <Empty title={t("screens.opportunity.empty.title")} text={t("screens.opportunity.empty.text")} />}
      <Board columns={data.columns} asked={asked} onMove={move} />
      {dialog}
    </Page>
  );
}
