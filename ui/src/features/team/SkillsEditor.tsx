import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { Button, Modal, Select, Slider } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Employee, Skill } from "@/api/types";
import { useTags } from "@/resource/tags/useTags";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Team.module.css";

type Wanted = Pick<Skill, "tag_id" | "strength">;

interface Props {
  employee: Employee;
  skills: readonly Skill[];
  onClose: () => void;
}

const FIRST = 50;
const SEARCH = { optionFilterProp: "label" } as const;

/** All skills of a person at once: a slider for each tag. */
export default function SkillsEditor({ employee: { id, name }, skills, onClose }: Props) {
  const { t } = useTranslation();
  const tags = useTags();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const [wanted, setWanted] = useState<Wanted[]>(skills.map(({ tag_id, strength }) => ({ tag_id, strength })));
  const { mutate, isPending } = useMutation({
    mutationFn: async () => must(await api.PUT("/api/v1/employees/{id}/skills", { params: { path: { id } }, body: { skills: wanted } })),
    onError: tell,
    onSuccess: () => {
      refresh("employee");
      toast("good", t("screens.employee.skillsSaved"));
      onClose();
    },
  });
  const nameOf = (tag: number): string => tags.find((one) => one.id === tag)?.name ?? "";
  const offered = tags.filter((tag) => tag.active && wanted.every((one) => one.tag_id !== tag.id));
  const set = (tag: number, strength: number): void => setWanted(wanted.map((one) => (one.tag_id === tag ? { ...one, strength } : one)));
  return (
    <Modal open title={t("screens.employee.skillsTitle", { name })} okText={t("shell.form.save")} cancelText={t("shell.form.cancel")} okButtonProps={{ loading: isPending }} onOk={() => mutate()} onCancel={onClose} width={480}>
      <p className={styles["none"]}>{t("screens.employee.skillsHelp")}</p>
      <ul>
        {wanted.map(({ tag_id: tag, strength }) => (
          <li key={tag} className={styles["slide"]}>
            <span>{nameOf(tag)}</span>
            <Slider min={5} max={100} step={5} value={strength} onChange={(value: number) => set(tag, value)} tooltip={{ open: false }} ariaLabelForHandle={t("screens.employee.strengthOf", { name: nameOf(tag) })} />
            <span className={styles["percent"]}>{strength}%</span>
            <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("screens.employee.dropSkill", { name: nameOf(tag) })} onClick={() => setWanted(wanted.filter((one) => one.tag_id !== tag))} />
          </li>
        ))}
      </ul>
      <Select<number>
        className={styles["add"] ?? ""}
        showSearch={SEARCH}
        aria-label={t("screens.employee.addSkill")}
        placeholder={t("screens.employee.addSkill")}
        value={null as unknown as number}
        options={offered.map((tag) => ({ value: tag.id, label: tag.name }))}
        onChange={(tag) => setWanted([...wanted, { tag_id: tag, strength: FIRST }])}
      />
    </Modal>
  );
}
