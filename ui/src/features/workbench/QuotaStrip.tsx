import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { kindText, MINUTE, TONES, WORK, type QuotaCell } from "@/resource/quotas/quotas";
import { Ring } from "@/resource/rings/Ring";
import { FigureLink } from "@/shared/ui/FigureLink";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Attainments.module.css";

const bp = (part: number, whole: number): number => Math.round((part * 10_000) / Math.max(whole, 1));

/** Today's quotas at a glance; nothing at all where nothing is asked. */
export default function QuotaStrip() {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/quotas/progress", { params: { query: { period: "day" } } }, { meta: WORK, placeholderData: keepPreviousData, refetchInterval: MINUTE });
  const cells = new Map(data?.mine?.cells.map((cell): [number, QuotaCell] => [cell.kind_id, cell]));
  const asked = (data?.kinds ?? []).filter(({ id }) => (cells.get(id)?.wanted ?? 0) > 0);
  if (asked.length === 0) return null;
  return (
    <section className={styles["strip"]} aria-label={t("screens.workbench.quotas.title")}>
      <header>
        <h2>{t("screens.workbench.quotas.title")}</h2>
        <PathLink to="/quotas">{t("screens.workbench.quotas.all")}</PathLink>
      </header>
      <ul>
        {asked.map((kind) => {
          const cell = cells.get(kind.id) as QuotaCell;
          const name = kindText(t, kind);
          const label = `${name} ${cell.done} / ${cell.wanted} ${t(`enums.quota_state.${cell.state}`)}`;
          return (
            <li key={kind.id}>
              <Ring size={64} share={bp(cell.done, cell.wanted)} due={bp(cell.due, cell.wanted)} tone={TONES[cell.state]} label={label}>
                <FigureLink link={cell.link}>{cell.done}</FigureLink>
                <small>/{cell.wanted}</small>
              </Ring>
              <span>{name}</span>
              {kind.sort === "declared" && <small>{t("screens.quotas.declared")}</small>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
