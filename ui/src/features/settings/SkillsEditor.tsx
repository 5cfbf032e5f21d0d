import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import type { Skill } from "./ruleDraft";
import styles from "./Rules.module.css";

const USUAL = 60;

interface Props {
  id: string;
  skills: readonly Skill[];
  onChange: (skills: Skill[]) => void;
}

/** The tags that somebody has to be good at, and how good. */
export function SkillsEditor({ id, skills, onChange }: Props) {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/tags", { params: { query: {} } }, { meta: live("tag"), staleTime: 60_000 });
  const names = new Map((data?.items ?? []).map((tag) => [tag.id, tag.name]));
  const chosen = new Map(skills.map((skill) => [skill.id, skill]));
  const options = (data?.items ?? []).filter((tag) => tag.active || chosen.has(tag.id)).map((tag) => ({ value: tag.id, label: tag.name }));
  const choose = (ids: number[]): void => onChange(ids.map((one) => chosen.get(one) ?? { id: one, least: USUAL }));
  return (
    <>
      <Select id={id} mode="multiple" showSearch={{ optionFilterProp: "label" }} placeholder={t("screens.rules.noTags")} value={skills.map((skill) => skill.id)} onChange={choose} options={options} />
      {skills.map((skill) => {
        const name = names.get(skill.id) ?? `#${skill.id}`;
        const label = t("screens.rules.leastOf", { name });
        return (
          <span key={skill.id} className={styles["span"]}>
            {label}
            <InputNumber aria-label={label} min={1} max={100} precision={0} value={skill.least} onChange={(least) => onChange(skills.map((one) => (one.id === skill.id ? { ...one, least: least ?? 1 } : one)))} />
          </span>
        );
      })}
    </>
  );
}
