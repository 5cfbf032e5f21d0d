import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { FigureStrip } from "@/resource/figures/FigureStrip";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import type { Search } from "@/shared/urlSearch";
import { Page } from "@/shared/ui/Page";
import { AgendaList } from "./AgendaList";
import { OverdueInstalments } from "./OverdueInstalments";
import { PeopleTable } from "./PeopleTable";
import { useUrgency } from "./useUrgency";
import styles from "./Workbench.module.css";

const WORK = live("lead", "customer", "opportunity", "contract", "receipt", "instalment", "activity");

/** The team's day: the figures, who they are made of, what is overdue. */
export function TeamDay({ title, actions }: { title: string; actions: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const unit = search["unit_id"] ? Number(search["unit_id"]) : undefined;
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/dashboards/team", { params: { query: { unit_id: unit } } }, { meta: WORK });
  const narrow = (id: number | null): void => void navigate({ to: "/", search: { ...search, unit_id: id ?? "" } as never, replace: true });
  const urgency = useUrgency(data?.figures);
  return (
    <Page title={title} state={urgency} actions={actions}>
      <div className={styles["narrow"]}>
        <UnitPicker listWidth={280} placeholder={t("screens.workbench.everyone")} aria-label={t("fields.common.unit_id")} value={unit ?? null} onChange={narrow} />
        {data && <span>{t("screens.figures.period", { first: data.period.first, last: data.period.last })}</span>}
      </div>
      {isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && <FigureStrip figures={data.figures} />}
      {data && <PeopleTable board={data} />}
      <div className={styles["columns"]}>
        {may("lead.read") && <AgendaList unit={unit} limit={15} />}
        {may("receivable.read") && (
          <div className={styles["side"]}>
            <OverdueInstalments unit={unit} />
          </div>
        )}
      </div>
    </Page>
  );
}
