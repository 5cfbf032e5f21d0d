import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Reports.module.css";

/** Beside the report of a unit: what its people wrote in that time, to be quoted. */
export function Rollup({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/reports/{id}/rollup", { params: { path: { id } } }, { meta: live("report") });
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className={styles["block"]}>
      <h2 className={styles["question"]}>{t("screens.reports.rollup")}</h2>
      <p className={styles["quiet"]}>{t(data.capped ? "screens.reports.rollupMore" : "screens.reports.rollupOf", { n: data.reports, people: data.people })}</p>
      {(["highlights", "problems"] as const).map((part) => (
        <div key={part}>
          <h3 className={styles["sub"]}>{t(`screens.reports.${part}`)}</h3>
          {data[part].length === 0 && <p className={styles["quiet"]}>{t("screens.reports.noQuotes")}</p>}
          <ul className={styles["quotes"]}>
            {data[part].map((one) => (
              <li key={`${one.report_id} ${one.question}`}>
                <blockquote>{one.text}</blockquote>
                <PathLink to={`/reports/${one.report_id}`}>
                  {one.name} · {one.title}
                </PathLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
