import { Button, Modal, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { DispatchRule } from "@/api/types";
import { useAct } from "@/resource/useAct";
import { OrderedList } from "@/resource/form/OrderedList";
import { Cautions } from "./Cautions";
import styles from "./Rules.module.css";
import { Sentence } from "./Sentence";
import { useArrangeRules } from "./useRules";

interface Props {
  rules: readonly DispatchRule[];
  onOpen: (rule: DispatchRule) => void;
}

/** The rules in the order in which they are asked. */
export function RuleRows({ rules, onOpen }: Props) {
  const move = useArrangeRules(rules);
  const rows = rules.map((rule) => ({ ...rule, label: rule.name }));
  return (
    <OrderedList rows={rows} onMove={move} rowClass={styles["rule"]}>
      {(rule, place) => <Row rule={rule} place={place + 1} onOpen={() => onOpen(rules[place] ?? rule)} />}
    </OrderedList>
  );
}

function Row({ rule, place, onOpen }: { rule: DispatchRule; place: number; onOpen: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const path = { params: { path: { id: rule.id } } };
  const name = rule.name;
  const turn = (active: boolean): void =>
    act({
      run: () => api.PATCH("/api/v1/dispatch/rules/{id}", { ...path, body: { changes: { active }, base: { active: rule.active }, version: rule.version } }),
      done: `screens.rules.${active ? "on" : "off"}`,
      touches: ["dispatch_rule"],
    });
  const remove = (): void => act({ run: () => api.DELETE("/api/v1/dispatch/rules/{id}", path), done: "screens.rules.removed", touches: ["dispatch_rule"] });
  const ask = (): void =>
    void Modal.confirm({
      title: t("screens.rules.removeOf", { name }),
      content: t("screens.rules.removeText"),
      okText: t("screens.rules.remove"),
      cancelText: t("shell.form.cancel"),
      okButtonProps: { danger: true },
      onOk: remove,
    });
  return (
    <>
      <div className={styles["body"]} data-off={!rule.active}>
        <b>
          <span className={styles["place"]}>{place}</span> {name}
        </b>
        <Sentence parts={rule.sentence} />
        {rule.active && <Cautions cautions={rule.cautions} />}
      </div>
      <span className={styles["acts"]}>
        <Switch size="small" checked={rule.active} aria-label={t("screens.rules.active", { name })} onChange={turn} />
        <Button size="small" onClick={onOpen} aria-label={t("screens.rules.editOf", { name })}>
          {t("screens.rules.edit")}
        </Button>
        <Button size="small" type="text" danger onClick={ask} aria-label={t("screens.rules.removeOf", { name })}>
          {t("screens.rules.remove")}
        </Button>
      </span>
    </>
  );
}
