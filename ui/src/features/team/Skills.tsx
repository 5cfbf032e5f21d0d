import EditOutlined from "@ant-design/icons/EditOutlined";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Employee, Skill } from "@/api/types";
import { useTags } from "@/resource/tags/useTags";
import styles from "./Team.module.css";

const SkillsEditor = lazy(() => import("./SkillsEditor"));

/** What a person is good at, the strongest first. */
export function Skills({ employee }: { employee: Employee }) {
  const { t } = useTranslation();
  const tags = useTags();
  const [editing, setEditing] = useState(false);
  const skills: readonly Skill[] = employee.skills ?? [];
  return (
    <section>
      <h2 className={styles["title"]}>
        {t("screens.employee.skills")}
        {employee.actions?.includes("edit") && (
          <Button size="small" type="text" icon={<EditOutlined />} aria-label={t("shell.detail.edit", { label: t("screens.employee.skills") })} onClick={() => setEditing(true)} />
        )}
      </h2>
      {skills.length === 0 && <p className={styles["none"]}>{t("screens.employee.noSkills")}</p>}
      <ul>
        {skills.map(({ tag_id: id, strength, learned }) => (
          <li key={id} className={styles["skill"]} title={learned ? t("screens.employee.learned") : undefined}>
            <span>{tags.find((tag) => tag.id === id)?.name ?? ""}</span>
            <span className={styles["bar"]} aria-hidden="true">
              <span style={{ width: `${strength}%` }} />
            </span>
            <span className={styles["percent"]}>{strength}%</span>
          </li>
        ))}
      </ul>
      <Suspense>{editing && <SkillsEditor employee={employee} skills={skills} onClose={() => setEditing(false)} />}</Suspense>
    </section>
  );
}
