import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { Button, Modal, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { GradingRule } from "@/api/types";
import { signed } from "@/resource/grading/Reasons";
import { useAct } from "@/resource/useAct";
import styles from "./Grading.module.css";
import { OrderedList } from "@/resource/form/OrderedList";
import { useArrangeGrading } from "./useGrading";

interface Props {
  rules: readonly GradingRule[];
  onOpen: (rule: GradingRule) => void;
}

/** The rules, each as a sentence: its condition, and what it does. */
export function GradingRows({ rules, onOpen }: Props) {
  const move = useArrangeGrading(rules);
  const rows = rules.map((rule) => ({ ...rule, label: rule.name }));
  return (
    <OrderedList rows={rows} onMove={move} rowClass={styles["rule"]}>
      {(rule, place) => <Row rule={rule} onOpen={() => onOpen(rules[place] ?? rule)} />}
    </OrderedList>
  );
}

function useEffects(): (rule: GradingRule) => string {
  const { t } = useTranslation();
  const joint = t("screens.grading.enumerate");
  return (rule) =>
    [
      rule.grade && t("screens.grading.gradeOutright", { grade: rule.grade }),
      rule.adds_names.length > 0 && t("screens.grading.addsTags", { names: rule.adds_names.join(joint) }),
      rule.removes_names.length > 0 && t("screens.grading.removesTags", { names: rule.removes_names.join(joint) }),
    ]
      .filter(Boolean)
      .join(joint);
}

function Row({ rule, onOpen }: { rule: GradingRule; onOpen: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const effects = useEffects()(rule);
  const { name } = rule;
  const path = { params: { path: { id: rule.id } } };
  const turn = (active: boolean): void =>
    act({
      run: () => api.PATCH("/api/v1/grading/rules/{id}", { ...path, body: { changes: { active }, base: { active: rule.active }, version: rule.version } }),
      done: `screens.grading.${active ? "on" : "off"}`,
      touches: ["grading_rule"],
    });
  const remove = (): void => act({ run: () => api.DELETE("/api/v1/grading/rules/{id}", path), done: "screens.grading.removed", touches: ["grading_rule"] });
  const ask = (): void =>
    void Modal.confirm({
      title: t("screens.grading.removeOf", { name }),
      content: t("screens.grading.removeText"),
      okText: t("screens.grading.remove"),
      cancelText: t("shell.form.cancel"),
      okButtonProps: { danger: true },
      onOk: remove,
    });
  return (
    <>
      <b className={styles["points"]} data-sign={Math.sign(rule.points)} data-off={!rule.active}>
        {rule.points === 0 ? rule.grade || "·" : signed(rule.points)}
      </b>
      <div className={styles["body"]} data-off={!rule.active}>
        <b>{name}</b>
        <span className={styles["when"]}>{rule.when}</span>
        {effects && <span className={styles["when"]}>→ {effects}</span>}
        {rule.broken && rule.active && (
          <span className={styles["caution"]}>
            <WarningOutlined aria-hidden="true" /> {t("screens.grading.broken")}
          </span>
        )}
      </div>
      <span className={styles["acts"]}>
        <Switch size="small" checked={rule.active} aria-label={t("screens.grading.active", { name })} onChange={turn} />
        <Button size="small" onClick={onOpen} aria-label={t("screens.grading.editOf", { name })}>
          {t("screens.grading.edit")}
        </Button>
        <Button size="small" type="text" danger onClick={ask} aria-label={t("screens.grading.removeOf", { name })}>
          {t("screens.grading.remove")}
        </Button>
      </span>
    </>
  );
}
