import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Relation } from "@/resource/detail/Relation";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { MINUTE } from "./useBoard";
import styles from "./Workbench.module.css";

/** Who of one's people has not handed in what was due these days; each opens the board of that report. */
export function MissingReports({ unit }: { unit: number | undefined }) {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error } = $api.useQuery("get", "/api/v1/reports/missing", { params: { query: { unit_id: unit } } }, { meta: live("report", "report_template", "employee"), enabled: may("report.read"), refetchInterval: MINUTE });
  if (!may("report.read")) return null;
  const title = t("screens.workbench.missingReports");
  return (
    <Relation
      title={data && data.count > 0 ? `${title} · ${t("screens.workbench.missingCount", { n: data.count, people: data.people })}` : title}
      action={<PathLink to="/reports?show=board">{t("screens.workbench.missingBoard")}</PathLink>}
      items={data?.items.map((row, at) => ({ ...row, id: at }))}
      error={error}
      empty={t("screens.workbench.noMissing")}
      render={({ template_id: template, template_name: name, label, name: who, due_at: due }) => (
        <div className={styles["pair"]}>
          <span className={styles["what"]}>
            <PathLink to={`/reports?show=board&template=${template}`}>
              {who} · {name} {label}
            </PathLink>
          </span>
          <When at={due} />
        </div>
      )}
    />
  );
}
