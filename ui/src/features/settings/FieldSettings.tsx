import { Input, InputNumber, Radio, Switch } from "antd";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Definition } from "@/resource/custom/definitions";
import { FieldControl } from "@/resource/form/FieldControl";
import { enumText, fieldLabel } from "@/resource/texts";
import { keyFrom } from "@/resource/custom/keyFrom";
import { Mark } from "@/shared/ui/Mark";
import { defaultField, hasBounds, hasLength, hasOptions, TYPES, type Draft } from "./draft";
import styles from "./Fields.module.css";
import { OptionsEditor } from "./OptionsEditor";
import { WordsEditor } from "./WordsEditor";

interface Props {
  draft: Draft;
  field: Definition | undefined;
  errors: Readonly<Record<string, string>>;
  onChange: (part: Partial<Draft>) => void;
}

interface ItemProps {
  name: string;
  errors: Readonly<Record<string, string>>;
  help?: string;
  children: (id: string) => ReactNode;
}

/** One setting: its label, its control, a word of help, and what is wrong with it. */
function Item({ name, errors, help, children }: ItemProps) {
  const { t } = useTranslation();
  const id = useId();
  const wrong = errors[name] ?? errors[`changes.${name}`];
  return (
    <div className={styles["item"]}>
      <label htmlFor={id}>{fieldLabel(t, "field", name)}</label>
      {children(id)}
      {help && <small>{t(help)}</small>}
      {wrong && <span role="alert">{wrong}</span>}
    </div>
  );
}

/** All there is to say of a field, in the order in which one thinks of it. */
export function FieldSettings({ draft, field, errors, onChange }: Props) {
  const { t } = useTranslation();
  const rename = (labels: Draft["labels"]): void => {
    const followed = field !== undefined || draft.key !== keyFrom(draft.labels["en"] ?? draft.labels["zh-Hans"] ?? "");
    onChange({ labels, ...(!followed && { key: keyFrom(labels["en"] || labels["zh-Hans"] || "") }) });
  };
  const item = { errors };
  return (
    <>
      <Item {...item} name="labels">
        {(id) => <WordsEditor id={id} words={draft.labels} limit={60} onChange={rename} help="screens.fields.oneIsEnough" />}
      </Item>
      <TypeChooser draft={draft} field={field} onChange={onChange} />
      <Item {...item} name="key" help={field ? "screens.fields.fixed" : "screens.fields.keyHelp"}>
        {(id) => <Input id={id} value={draft.key} disabled={field !== undefined} maxLength={40} placeholder="budget" onChange={(event) => onChange({ key: event.target.value })} />}
      </Item>
      {hasOptions(draft.type) && (
        <Item {...item} name="options" help="screens.fields.optionsHelp">
          {(id) => <OptionsEditor id={id} options={draft.options} onChange={(options) => onChange({ options })} />}
        </Item>
      )}
      <Limits draft={draft} field={field} errors={errors} onChange={onChange} />
      <Item {...item} name="default">
        {(id) => <Default id={id} draft={draft} onChange={onChange} />}
      </Item>
      <Item {...item} name="help">
        {(id) => <WordsEditor id={id} words={draft.help} limit={200} onChange={(help) => onChange({ help })} />}
      </Item>
      <Item {...item} name="section" help="screens.fields.sectionHelp">
        {(id) => <Input id={id} value={draft.section} maxLength={40} onChange={(event) => onChange({ section: event.target.value })} />}
      </Item>
      <Toggle {...item} name="required" help="screens.fields.requiredHelp" on={draft.required} onChange={(required) => onChange({ required })} />
      <Toggle {...item} name="listed" help="screens.fields.listedHelp" on={draft.listed} onChange={(listed) => onChange({ listed })} />
      {draft.type !== "long_text" && (
        <Toggle {...item} name="indexed" help="screens.fields.indexedHelp" on={draft.indexed} onChange={(indexed) => onChange({ indexed })}>
          {field?.index_state && <Mark tone={field.index_state === "failed" ? "bad" : "plain"}>{t(`screens.fields.index.${field.index_state}`)}</Mark>}
        </Toggle>
      )}
      {field?.index_error && <p className={styles["wrong"]}>{field.index_error}</p>}
    </>
  );
}

function Default({ id, draft, onChange }: { id: string; draft: Draft; onChange: Props["onChange"] }) {
  const { t, i18n } = useTranslation();
  return <FieldControl id={id} aria-label={fieldLabel(t, "field", "default")} field={defaultField(draft, i18n.language)} value={draft.default} onChange={(value) => onChange({ default: value === "" ? null : value })} />;
}

function TypeChooser({ draft, field, onChange }: Pick<Props, "draft" | "field" | "onChange">) {
  const { t } = useTranslation();
  if (field) {
    return (
      <div className={styles["item"]}>
        <label>{fieldLabel(t, "field", "type")}</label>
        <span>{enumText(t, "field_type", field.type)}</span>
      </div>
    );
  }
  return (
    <fieldset className={styles["item"]}>
      <legend>{fieldLabel(t, "field", "type")}</legend>
      <Radio.Group className={styles["types"] ?? ""} value={draft.type} onChange={(event) => onChange({ type: event.target.value, default: null, minimum: null, maximum: null, max_length: null })}>
        {TYPES.map((type) => (
          <Radio key={type} value={type}>
            <b>{enumText(t, "field_type", type)}</b>
            <small>{t(`screens.fields.example.${type}`)}</small>
          </Radio>
        ))}
      </Radio.Group>
    </fieldset>
  );
}

/** Decimals, bounds, length: what the type knows of them. */
function Limits({ draft, field, errors, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const bound = defaultField(draft, i18n.language);
  const control = (id: string, name: "minimum" | "maximum") => (
    <FieldControl id={id} aria-label={fieldLabel(t, "field", name)} field={bound} value={draft[name]} onChange={(value) => onChange({ [name]: value === "" ? null : value })} />
  );
  return (
    <div className={styles["side"]}>
      {draft.type === "number" && (
        <Item name="scale" errors={errors}>
          {(id) => <InputNumber id={id} min={0} max={6} precision={0} disabled={field !== undefined} value={draft.scale} onChange={(scale) => onChange({ scale: scale ?? 0 })} />}
        </Item>
      )}
      {hasBounds(draft.type) && (
        <>
          <Item name="minimum" errors={errors}>{(id) => control(id, "minimum")}</Item>
          <Item name="maximum" errors={errors}>{(id) => control(id, "maximum")}</Item>
        </>
      )}
      {hasLength(draft.type) && (
        <Item name="max_length" errors={errors}>
          {(id) => <InputNumber id={id} min={1} max={draft.type === "text" ? 200 : 4000} precision={0} value={draft.max_length} onChange={(limit) => onChange({ max_length: limit })} />}
        </Item>
      )}
    </div>
  );
}

interface ToggleProps extends Omit<ItemProps, "children"> {
  on: boolean;
  onChange: (on: boolean) => void;
  children?: ReactNode;
}

function Toggle({ name, errors, help, on, onChange, children }: ToggleProps) {
  return (
    <Item name={name} errors={errors} {...(help && { help })}>
      {(id) => (
        <span className={styles["toggle"]}>
          <Switch id={id} checked={on} onChange={onChange} />
          {children}
        </span>
      )}
    </Item>
  );
}
