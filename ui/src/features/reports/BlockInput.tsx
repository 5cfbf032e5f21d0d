import CloseOutlined from "@ant-design/icons/CloseOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Checkbox, Input, InputNumber, Radio } from "antd";
import { useId, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { numbered } from "./draft";
import styles from "./Reports.module.css";
import type { Block, Done } from "./types";

interface Props {
  block: Block;
  value: unknown;
  wrong?: string | undefined;
  onChange: (value: unknown) => void;
}

const LONGEST = 2000;
const LONGEST_LINE = 200;
const doneRows = (value: unknown): Done[] => (Array.isArray(value) && value.length > 0 ? (value as Done[]) : [{ text: "", done: true, why: "" }]);
const lines = (value: unknown): string[] => (Array.isArray(value) && value.length > 0 ? (value as string[]) : [""]);

/** Enter goes on in a new line of the list. */
function useLines(add: () => void) {
  const list = useRef<HTMLUListElement>(null);
  const next = (): void => {
    add();
    setTimeout(() => [...(list.current?.querySelectorAll<HTMLInputElement>("input[type=text]") ?? [])].at(-1)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    next();
  };
  return { list, next, onKeyDown };
}

function DoneList({ block, value, onChange }: Props) {
  const { t } = useTranslation();
  const rows = doneRows(value);
  const put = (at: number, part: Partial<Done>): void => onChange(rows.map((row, n) => (n === at ? { ...row, ...part } : row)));
  const { list, next, onKeyDown } = useLines(() => onChange([...rows, { text: "", done: true, why: "" }]));
  return (
    <>
      <ul ref={list} className={styles["lines"]}>
        {numbered(rows).map(({ row, at }) => (
          <li key={at}>
            <Checkbox checked={row.done} onChange={(event) => put(at, { done: event.target.checked })} aria-label={t("screens.reports.doneOf", { n: at + 1 })} />
            <Input type="text" value={row.text} maxLength={LONGEST_LINE} placeholder={t("screens.reports.oneThing")} onKeyDown={onKeyDown} onChange={(event) => put(at, { text: event.target.value })} aria-label={t("screens.reports.lineOf", { title: block.title, n: at + 1 })} />
            <Button type="text" size="small" icon={<CloseOutlined />} onClick={() => onChange(rows.filter((_, n) => n !== at))} aria-label={t("screens.reports.dropLine", { n: at + 1 })} />
            {!row.done && row.text && (
              <Input className={styles["why"] ?? ""} value={row.why} maxLength={LONGEST_LINE} placeholder={t("screens.reports.why")} onChange={(event) => put(at, { why: event.target.value })} aria-label={t("screens.reports.whyOf", { n: at + 1 })} />
            )}
          </li>
        ))}
      </ul>
      <More onClick={next} />
    </>
  );
}

function NextList({ block, value, onChange }: Props) {
  const { t } = useTranslation();
  const rows = lines(value);
  const { list, next, onKeyDown } = useLines(() => onChange([...rows, ""]));
  return (
    <>
      <ul ref={list} className={styles["lines"]}>
        {numbered(rows).map(({ row, at }) => (
          <li key={at}>
            <span className={styles["number"]}>{at + 1}</span>
            <Input type="text" value={row} maxLength={LONGEST_LINE} placeholder={t("screens.reports.oneThing")} onKeyDown={onKeyDown} onChange={(event) => onChange(rows.map((one, n) => (n === at ? event.target.value : one)))} aria-label={t("screens.reports.lineOf", { title: block.title, n: at + 1 })} />
            <Button type="text" size="small" icon={<CloseOutlined />} onClick={() => onChange(rows.filter((_, n) => n !== at))} aria-label={t("screens.reports.dropLine", { n: at + 1 })} />
          </li>
        ))}
      </ul>
      <More onClick={next} />
    </>
  );
}

function More({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={onClick}>
      {t("screens.reports.oneMore")}
    </Button>
  );
}

function Control({ block, value, onChange, id }: Props & { id: string }) {
  const { t } = useTranslation();
  switch (block.kind) {
    case "text":
      return <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 10 }} maxLength={block.most ?? LONGEST} value={typeof value === "string" ? value : ""} placeholder={t("screens.reports.speak")} onChange={(event) => onChange(event.target.value)} />;
    case "choice":
      return <Radio.Group aria-labelledby={id} optionType="button" options={[...(block.options ?? [])]} value={value ?? null} onChange={(event) => onChange(event.target.value)} />;
    case "number":
      return <InputNumber<number> id={id} style={{ width: 160 }} value={typeof value === "number" ? value : null} onChange={(found) => onChange(found)} />;
    case "done":
      return <DoneList block={block} value={value} onChange={onChange} />;
    default:
      return <NextList block={block} value={value} onChange={onChange} />;
  }
}

/** One question with its control, its help and what is wrong with its answer. */
export function BlockInput({ block, value, wrong, onChange }: Props) {
  const id = useId();
  const single = block.kind === "text" || block.kind === "number";
  const words = (
    <>
      {block.title}
      {block.required && <b className={styles["required"]}> *</b>}
    </>
  );
  return (
    <div className={styles["block"]} data-wrong={Boolean(wrong)} data-question={block.id}>
      {single ? (
        <label className={styles["question"]} htmlFor={id}>
          {words}
        </label>
      ) : (
        <div className={styles["question"]} id={id}>
          {words}
        </div>
      )}
      {block.help && <p className={styles["quiet"]}>{block.help}</p>}
      <Control block={block} value={value} onChange={onChange} id={id} />
      {wrong && (
        <span role="alert" className={styles["wrong"]}>
          {wrong}
        </span>
      )}
    </div>
  );
}
