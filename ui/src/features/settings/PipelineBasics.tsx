import { Checkbox, Input, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { enumText, fieldLabel } from "@/resource/texts";
import { Labelled } from "./Labelled";
import { MOST_OPEN, type Mark, type PipelineDraft } from "./pipelineDraft";
import styles from "./Pipelines.module.css";
import { Wrong } from "./PipelineStages";

interface Props {
  draft: PipelineDraft;
  /** The default one is changed by making another the default. */
  wasDefault: boolean;
  marks: Record<string, Mark>;
  onChange: (part: Partial<PipelineDraft>) => void;
}

const KINDS = ["organisation", "person"] as const;

/** Its name, whether deals go it, and which new ones by themselves. */
export function PipelineBasics({ draft, wasDefault, marks, onChange }: Props) {
  const { t } = useTranslation();
  const title = (name: string): string => fieldLabel(t, "pipeline", name);
  const { data } = $api.useQuery("get", "/api/v1/products", { params: { query: { limit: 200 } } }, { staleTime: 60_000 });
  const products = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <section aria-labelledby="pipeline-basics">
      <h2 id="pipeline-basics">{t("screens.pipelines.basics")}</h2>
      <Labelled label={title("name")}>{(id) => <Input id={id} value={draft.name} maxLength={80} status={marks["name"] ? "error" : ""} onChange={({ target }) => onChange({ name: target.value })} />}</Labelled>
      <Wrong mark={marks["name"]} />
      <label className={styles["toggle"]}>
        <Switch size="small" checked={draft.active} disabled={draft.is_default} onChange={(active) => onChange({ active })} />
        {t("screens.pipelines.activeText")}
      </label>
      <label className={styles["toggle"]}>
        <Switch size="small" checked={draft.is_default} disabled={wasDefault} onChange={(is_default) => onChange({ is_default, ...(is_default && { active: true }) })} />
        {t("screens.pipelines.defaultText")}
      </label>
      {!draft.is_default && (
        <fieldset className={styles["part"]}>
          <legend>{t("screens.pipelines.whichDeals")}</legend>
          <p className={styles["note"]}>{t("screens.pipelines.whichText")}</p>
          <Labelled label={title("customer_kinds")}>
            {() => <Checkbox.Group aria-label={title("customer_kinds")} value={draft.customer_kinds} options={KINDS.map((kind) => ({ value: kind, label: enumText(t, "customer_kind", kind) }))} onChange={(customer_kinds) => onChange({ customer_kinds })} />}
          </Labelled>
          <Labelled label={title("industries")}>
            {(id) => <Select id={id} mode="tags" maxCount={50} value={draft.industries} placeholder={t("screens.pipelines.industriesExample")} onChange={(industries: string[]) => onChange({ industries })} />}
          </Labelled>
          <Labelled label={title("product_ids")}>
            {(id) => <Select id={id} mode="multiple" maxCount={50} value={draft.product_ids} options={products} optionFilterProp="label" placeholder={t("screens.pipelines.any")} onChange={(product_ids: number[]) => onChange({ product_ids })} />}
          </Labelled>
        </fieldset>
      )}
      {draft.stages.length > MOST_OPEN && (
        <>
          <Labelled label={title("reason")}>{(id) => <Input.TextArea id={id} value={draft.reason} maxLength={500} status={marks["reason"] ? "error" : ""} onChange={({ target }) => onChange({ reason: target.value })} />}</Labelled>
          <Wrong mark={marks["reason"]} />
        </>
      )}
    </section>
  );
}
