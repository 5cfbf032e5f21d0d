import { useTranslation } from "react-i18next";
import type { TeamBoard } from "@/api/types";
import { FigureValue } from "@/resource/figures/FigureValue";
import styles from "./Workbench.module.css";

/** A row per person, the strongest first; every number opens its records. */
export function PeopleTable({ board: { columns, people, people_count: count } }: { board: TeamBoard }) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  return (
    <section className={styles["people"]}>
      <h2>{t("screens.workbench.people", { n: count })}</h2>
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.workbench.people", { n: count })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("screens.workbench.person")}</th>
              {columns.map(({ key }) => (
                <th key={key} scope="col">
                  {t(`enums.figure.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map(({ owner_id: id, owner_name: name, figures }) => (
              <tr key={id ?? "nobody"}>
                <th scope="row">{name ?? t("screens.workbench.nobody")}</th>
                {columns.map(({ key }) => {
                  const figure = figures.find((one) => one.key === key);
                  return <td key={key}>{figure && <FigureValue figure={figure} />}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
