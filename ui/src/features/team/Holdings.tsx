import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { live } from "@/shared/live/meta";
import { listPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Team.module.css";

/** What a person holds, each with its records. */
export function Holdings({ id }: { id: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error } = $api.useQuery("get", "/api/v1/employees/{id}/holdings", { params: { path: { id } } }, { meta: live("lead", "customer", "opportunity", "contract") });
  if (error && asProblem(error).status === 403) return null;
  return (
    <section>
      <h2 className={styles["title"]}>{t("screens.employee.holds")}</h2>
      {data?.items.every(({ count }) => count === 0) && <p className={styles["none"]}>{t("screens.employee.holdsNothing")}</p>}
      <ul>
        {data?.items
          .filter(({ count }) => count > 0)
          .map(({ kind, count }) => (
            <li key={kind} className={styles["pair"]}>
              <PathLink to={`${listPath(kind)}?${kind === "opportunity" ? "layout=list&" : ""}owner_id=${id}`}>{t(`kinds.${kind}`)}</PathLink>
              <span>{format.count(count)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
