import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { figureName } from "./figures";
import styles from "./Designer.module.css";
import type { Block } from "./types";

interface Props {
  block: Block;
  wrong: string | undefined;
  onChange: (block: Block) => void;
  onDrop: () => void;
}

function FigureChoice({ block, onChange }: Pick<Props, "block" | "onChange">) {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/report-templates/figures", {});
  return (
    <Select<string[]>
      mode="multiple"
      className={styles["wide"] ?? ""}
      aria-label={t("screens.reports.figuresOf")}
      placeholder={t("screens.reports.figuresOf")}
      maxCount={12}
      showSearch={{ optionFilterProp: "label" }}
      value={[...(block.figures ?? [])]}
      onChange={(figures) => onChange({ ...block, figures })}
      options={data?.items.map((one) => ({ value: one.code, label: figureName(t, one) })) ?? []}
    />
  );
}

function Bounds({ block, onChange }: Pick<Props, "block" | "onChange">) {
  const { t } = useTranslation();
  return (
    <>
      {(["least", "most"] as const).map((bound) => (
        <InputNumber<number> key={bound} className={styles["bound"] ?? ""} prefix={t(`screens.reports.${bound}`)} suffix={block.kind === "number" ? null : t(`screens.reports.of.${block.kind}`)} value={block[bound] ?? null} precision={0} aria-label={t(`screens.reports.${bound}Of`, { title: block.title })} onChange={(value) => onChange({ ...block, [bound]: value })} />
      ))}
    </>
  );
}

/** One block of a template: its words, and what may answer it. */
export function BlockEditor({ block, wrong, onChange, onDrop }: Props) {
  const { t } = useTranslation();
  const { kind } = block;
  return (
    <div className={styles["editor"]} data-wrong={Boolean(wrong)}>
      <div className={styles["line"]}>
        <span className={styles["kind"]}>{enumText(t, "report_block", kind)}</span>
        <Input className={styles["title"] ?? ""} value={block.title} maxLength={80} aria-label={t("screens.reports.blockTitle")} onChange={(event) => onChange({ ...block, title: event.target.value })} />
        <Button size="small" onClick={onDrop} aria-label={t("screens.reports.dropBlock", { title: block.title })}>
          {t("screens.reports.drop")}
        </Button>
      </div>
      {kind === "figures" ? (
        <FigureChoice block={block} onChange={onChange} />
      ) : (
        <>
          <Input value={block.help ?? ""} maxLength={200} placeholder={t("screens.reports.helpHint")} aria-label={t("screens.reports.helpOf", { title: block.title })} onChange={(event) => onChange({ ...block, help: event.target.value })} />
          <div className={styles["line"]}>
            <Checkbox checked={block.required ?? false} onChange={(event) => onChange({ ...block, required: event.target.checked })}>
              {t("screens.reports.required")}
            </Checkbox>
            {kind !== "choice" && <Bounds block={block} onChange={onChange} />}
            {kind === "text" && (
              <Select<string> value={block.quote ?? ""} popupMatchSelectWidth={false} aria-label={t("screens.reports.quoteOf", { title: block.title })} onChange={(quote) => onChange({ ...block, quote: quote === "" ? null : (quote as "highlight" | "problem") })} options={["", "highlight", "problem"].map((value) => ({ value, label: t(`screens.reports.quotes.${value || "none"}`) }))} />
            )}
          </div>
          {kind === "choice" && <Select<string[]> mode="tags" className={styles["wide"] ?? ""} open={false} maxCount={20} value={[...(block.options ?? [])]} placeholder={t("screens.reports.optionsHint")} aria-label={t("screens.reports.optionsOf", { title: block.title })} onChange={(options) => onChange({ ...block, options })} />}
        </>
      )}
      {wrong && <span role="alert">{wrong}</span>}
    </div>
  );
}
