import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import styles from "./Debriefs.module.css";

const COLUMNS = [
  { key: "overdue", params: { standing: "overdue" } },
  { key: "due", params: { standing: "due" } },
  { key: "done", params: { state: "done" } },
  { key: "late", params: { standing: "done_late" } },
] as const;

/** Who has how many to write; each number opens them. */
export default function Board() {
  const { t } = useTranslation();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/debriefs/board", {}, { meta: live("debrief") });
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles["waiting"]} aria-busy="true" />;
  if (data.items.length === 0) return <Empty title={t("screens.debriefs.noBoard")} text={t("screens.debriefs.empty.text")} />;
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.debriefs.person")}</th>
            {COLUMNS.map(({ key }) => (
              <th key={key} scope="col">
                {t(`screens.debriefs.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.items.map((row) => (
            <tr key={`${row.owner_id ?? 0}-${row.unit_id ?? 0}`}>
              <th scope="row">
                {row.owner_name} <small>{row.unit_name}</small>
              </th>
              {COLUMNS.map(({ key, params }) => (
                <td key={key}>
                  <FigureLink link={row[key] ? { path: "/debriefs", params: { ...params, owner_id: row.owner_id, unit_id: row.unit_id } } : null}>{row[key]}</FigureLink>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
