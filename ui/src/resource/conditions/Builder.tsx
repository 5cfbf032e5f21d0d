import { Alert, Button, Drawer } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { useIsPhone } from "@/shared/theme/choice";
import { useSettled } from "@/shared/useSettled";
import { GroupEditor } from "./GroupEditor";
import { isUnfinished, newGroup, readTree, whereText, writeTree, type Tree } from "./model";
import { useSentence } from "./useSentence";
import styles from "./Conditions.module.css";

interface Props {
  kind: string;
  where: Tree;
  onApply: (where: Tree) => void;
  onClose: () => void;
}

/** Builds a condition; below stands the sentence it means, or what is still wrong with it. */
export default function Builder({ kind, where, onApply, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [group, setGroup] = useState(() => readTree(where));
  const tree = useMemo(() => writeTree(group), [group]);
  const text = whereText(tree);
  const settled = useSettled(text, 300);
  const unfinished = isUnfinished(group);
  const { data, error } = useSentence(kind, unfinished || settled !== text ? "" : settled);
  const waiting = settled !== text || (!data && !error && text !== "");
  const said = (): string => {
    if (unfinished) return t("conditions.builder.unfinished");
    return text === "" ? t("conditions.sentence.everything") : (data?.text ?? "…");
  };
  const footer = (
    <div className={styles["foot"]}>
      <div className={styles["sentence"]} aria-live="polite">
        {error && !unfinished ? <Alert type="warning" title={asProblem(error).message} /> : said()}
      </div>
      <div className={styles["buttons"]}>
        <Button onClick={() => setGroup(newGroup())} disabled={group.parts.length === 0}>
          {t("conditions.builder.clear")}
        </Button>
        <span className={styles["space"]} />
        <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
        <Button type="primary" disabled={unfinished || waiting || error !== null} onClick={() => onApply(tree)}>
          {t("conditions.builder.apply")}
        </Button>
      </div>
    </div>
  );
  return (
    <Drawer open title={t("conditions.builder.title")} onClose={onClose} size={phone ? "100%" : 620} footer={footer}>
      <GroupEditor kind={kind} group={group} onChange={setGroup} />
    </Drawer>
  );
}
