import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { FigureStrip } from "@/resource/figures/FigureStrip";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import type { Search } from "@/shared/urlSearch";
import { AgendaList } from "./AgendaList";
import { OverdueInstalments } from "./OverdueInstalments";
import { PeopleTable } from "./PeopleTable";
import styles from "./Workbench.module.css";

const WORK = live("lead", "customer", "opportunity", "contract", "receipt", "instalment", "activity");

/** The team's day: the figures, who they are made of, what is overdue. */
export function TeamDay() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const unit = search["unit_id"] ? Number(search["unit_id"]) : undefined;
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/dashboards/team", { params: { query: { unit_id: unit } } }, { meta: WORK });
  const narrow = (id: number | null): void => void navigate({ to: "/", search: { ...search, unit_id: id ?? "" } as never, replace: true });
  if (isPending) return <div className={styles["waiting"]} aria-busy="true" />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <div className={styles["narrow"]}>
        <UnitPicker placeholder={t("screens.workbench.everyone")} aria-label={t("fields.common.unit_id")} value={unit ?? null} onChange={narrow} />
        <span>{t("screens.figures.period", { first: data.period.first, last: data.period.last })}</span>
      </div>
      <FigureStrip figures={data.figures} label={t("screens.workbench.team")} />
      <PeopleTable board={data} />
      <div className={styles["columns"]}>
        {may("lead.read") && <AgendaList unit={unit} limit={15} />}
        {may("receivable.read") && (
          <div className={styles["side"]}>
            <OverdueInstalments unit={unit} />
          </div>
        )}
      </div>
    </>
  );
}
