import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { newGroup, newLeaf, type Group, type Leaf, type Mode, type Part } from "./model";
import { ValueEditor } from "./ValueEditor";
import { operatorsOf, operatorText, takesOf, useVocabulary, type Word } from "./vocabulary";
import styles from "./Conditions.module.css";

const MODES: readonly Mode[] = ["all", "any", "none"];
const DEEPEST = 3;

interface Props {
  kind: string;
  group: Group;
  onChange: (group: Group) => void;
  onRemove?: (() => void) | undefined;
  depth?: number;
}

/** Conditions that all, any or none must hold; groups within groups. */
export function GroupEditor({ kind, group, onChange, onRemove, depth = 1 }: Props) {
  const { t } = useTranslation();
  const words = useVocabulary(kind);
  const put = (parts: Part[]): void => onChange({ ...group, parts });
  const replace = (part: Part): void => put(group.parts.map((one) => (one.key === part.key ? part : one)));
  const remove = (key: number): void => put(group.parts.filter((one) => one.key !== key));
  const add = (): void => {
    const first = words?.[0];
    if (first) put([...group.parts, newLeaf(first.name, operatorsOf(first)[0]?.op ?? "is")]);
  };
  return (
    <fieldset className={styles["group"]} data-depth={depth}>
      <legend className={styles["legend"]}>
        <Select
          aria-label={t("conditions.builder.mode")}
          size="small"
          variant="filled"
          popupMatchSelectWidth={false}
          value={group.mode}
          onChange={(mode: Mode) => onChange({ ...group, mode })}
          options={MODES.map((mode) => ({ value: mode, label: t(`conditions.builder.modes.${mode}`) }))}
        />
        {onRemove && <RemoveButton label={t("conditions.builder.removeGroup")} onClick={onRemove} />}
      </legend>
      {group.parts.map((part) => {
        if (part.kind === "group") return <GroupEditor key={part.key} kind={kind} group={part} depth={depth + 1} onChange={replace} onRemove={() => remove(part.key)} />;
        if (part.kind === "leaf" && words) return <LeafEditor key={part.key} words={words} leaf={part} depth={depth} onChange={replace} onRemove={() => remove(part.key)} />;
        return (
          <div key={part.key} className={styles["leaf"]}>
            <span className={styles["opaque"]}>{part.kind === "opaque" ? t("conditions.builder.opaque") : "…"}</span>
            <RemoveButton label={t("conditions.builder.remove")} onClick={() => remove(part.key)} />
          </div>
        );
      })}
      <div className={styles["add"]}>
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={add} disabled={!words}>
          {t("conditions.builder.add")}
        </Button>
        {depth < DEEPEST && (
          <Button size="small" type="text" onClick={() => put([...group.parts, newGroup(group.mode === "any" ? "all" : "any")])}>
            {t("conditions.builder.addGroup")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={label} title={label} onClick={onClick} />;
}

interface LeafProps {
  words: readonly Word[];
  leaf: Leaf;
  depth: number;
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
}

function LeafEditor({ words, leaf, depth, onChange, onRemove }: LeafProps) {
  const { t } = useTranslation();
  const word = words.find(({ name }) => name === leaf.field);
  const chooseField = (name: string): void => {
    const next = words.find((one) => one.name === name);
    if (next) onChange({ ...newLeaf(name, operatorsOf(next)[0]?.op ?? "is"), key: leaf.key });
  };
  const chooseOp = (op: string): void => {
    if (!word) return;
    const same = takesOf(word, op) === takesOf(word, leaf.op);
    onChange({ ...leaf, op, value: same ? leaf.value : undefined });
  };
  const fields = words.map(({ name, label }) => ({ value: name, label }));
  const where = leaf.where ?? newGroup();
  return (
    <div className={styles["leaf"]}>
      <Select
        aria-label={t("conditions.builder.field")}
        className={styles["field"] ?? ""}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        value={leaf.field}
        onChange={chooseField}
        options={word ? fields : [{ value: leaf.field, label: leaf.field }, ...fields]}
      />
      {word && (
        <Select
          aria-label={t("conditions.builder.op")}
          className={styles["op"] ?? ""}
          popupMatchSelectWidth={false}
          value={leaf.op}
          onChange={chooseOp}
          options={operatorsOf(word).map(({ op }) => ({ value: op, label: operatorText(t, word, op) }))}
        />
      )}
      {word && <ValueEditor word={word} op={leaf.op} value={leaf.value} onChange={(value) => onChange({ ...leaf, value })} />}
      <RemoveButton label={t("conditions.builder.remove")} onClick={onRemove} />
      {word?.kind && depth < DEEPEST && (
        <div className={styles["related"]}>
          <GroupEditor kind={word.kind} group={where} depth={DEEPEST} onChange={(group) => onChange({ ...leaf, where: group })} />
        </div>
      )}
    </div>
  );
}
