import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Debriefs.module.css";

/** What is to become a procedure. */
export default function Lessons() {
  const { t } = useTranslation();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/debriefs/lessons", { params: { query: { to: "sop" } } }, { meta: live("debrief") });
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles["waiting"]} aria-busy="true" />;
  if (data.items.length === 0) return <Empty title={t("screens.debriefs.noLessons")} text={t("screens.debriefs.noLessonsText")} />;
  return (
    <ul className={styles["lessons"]}>
      {data.items.map((one) => (
        <li key={one.id}>
          <strong>{one.text}</strong>
          {one.situation && <span>{one.situation}</span>}
          <PathLink to={`/debriefs/${one.debrief_id}`} className={styles["quiet"]}>
            {one.debrief_title}
          </PathLink>
        </li>
      ))}
    </ul>
  );
}
