import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { fieldLabel } from "@/resource/texts";
import { complaint } from "./ruleDraft";
import { TEXTS } from "./formDraft";
import type { PartProps } from "./FormFields";
import styles from "./Forms.module.css";
import { Labelled } from "./Labelled";

const MOST = { title: 80, introduction: 2000, button: 30, consent: 2000, thanks: 1000, redirect: 500 } as const;
const LONG: ReadonlySet<string> = new Set(["introduction", "consent", "thanks"]);
const LANGUAGES = [
  { value: "zh-Hans", label: "简体中文" },
  { value: "zh-Hant", label: "繁體中文" },
  { value: "en", label: "English" },
] as const;

/** What the page says, in which language, and whose it is. */
export function FormTexts({ draft, errors, onChange }: PartProps) {
  const { t } = useTranslation();
  return (
    <section className={styles["part"]} aria-label={t("screens.forms.tab.texts")}>
      <Labelled label={fieldLabel(t, "form", "name")} help={t("screens.forms.nameHelp")} wrong={complaint(errors, "name")}>
        {(id) => <Input id={id} value={draft.name} maxLength={80} onChange={(event) => onChange({ name: event.target.value })} />}
      </Labelled>
      <div className={styles["pair"]}>
        <Labelled label={fieldLabel(t, "form", "language")}>{(id) => <Select id={id} value={draft.language} options={[...LANGUAGES]} onChange={(language) => onChange({ language })} />}</Labelled>
        <Labelled label={fieldLabel(t, "form", "unit_id")} help={t("screens.forms.unitHelp")} wrong={complaint(errors, "unit_id")}>
          {(id) => <UnitPicker id={id} value={draft.unit_id} onChange={(unit) => onChange({ unit_id: unit })} />}
        </Labelled>
      </div>
      {TEXTS.map((name) => {
        const shared = { value: draft.texts[name], maxLength: MOST[name], placeholder: t(`screens.forms.example.${name}`) };
        const type = (event: { target: { value: string } }): void => onChange({ texts: { ...draft.texts, [name]: event.target.value } });
        return (
          <Labelled key={name} label={t(`screens.forms.say.${name}`)} help={t(`screens.forms.sayHelp.${name}`)} wrong={complaint(errors, `texts.${name}`)}>
            {(id) => (LONG.has(name) ? <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 8 }} {...shared} onChange={type} /> : <Input id={id} {...shared} onChange={type} />)}
          </Labelled>
        );
      })}
    </section>
  );
}
