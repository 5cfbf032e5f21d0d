import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import type { Search } from "@/shared/urlSearch";
import { AgendaRows } from "./AgendaRows";
import styles from "./Workbench.module.css";

const BUCKETS = ["overdue", "today", "week"] as const;
export type Bucket = (typeof BUCKETS)[number];

const isBucket = (value: unknown): value is Bucket => BUCKETS.includes(value as Bucket);

interface Props {
  owner?: number | undefined;
  unit?: number | undefined;
  limit?: number;
}

/** Contacts due, the overdue first. Opens on what is overdue when anything is. */
export function AgendaList({ owner, unit, limit = 30 }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const asked = isBucket(search["bucket"]) ? search["bucket"] : undefined;
  const ask = (bucket: Bucket) => ({ params: { query: { bucket, owner_id: owner, unit_id: unit, limit } } });
  const options = { meta: live("lead", "customer", "opportunity", "activity") };
  const first = $api.useQuery("get", "/api/v1/agenda", ask(asked ?? "overdue"), options);
  const bucket = asked ?? (first.data?.counts.overdue === 0 ? "today" : "overdue");
  const shown = $api.useQuery("get", "/api/v1/agenda", ask(bucket), options);
  const { data, error } = shown;
  const show = (next: Bucket): void => void navigate({ to: ".", search: { ...search, bucket: next } as never, replace: true });
  return (
    <section aria-label={t("screens.agenda.title")}>
      <header className={styles["head"]}>
        <h2>{t("screens.agenda.title")}</h2>
        <div role="tablist" aria-label={t("screens.agenda.title")} className={styles["tabs"]}>
          {BUCKETS.map((one) => (
            <button key={one} type="button" role="tab" aria-selected={one === bucket} data-alarm={one === "overdue" && (data?.counts.overdue ?? 0) > 0} onClick={() => show(one)}>
              {t(`screens.agenda.${one}`)} {data && <b>{data.counts[one]}</b>}
            </button>
          ))}
        </div>
      </header>
      {error && !data && <Failing error={error} onRetry={() => void shown.refetch()} />}
      {data && <AgendaRows rows={data.items} bucket={bucket} more={data.next !== null} />}
    </section>
  );
}
