import { Checkbox, Input, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import { MoneyInput } from "@/resource/form/MoneyInput";
import { fieldLabel } from "@/resource/texts";
import { complaint } from "./ruleDraft";
import type { PartProps } from "./FormFields";
import styles from "./Forms.module.css";
import { Labelled } from "./Labelled";

const NUMBERS = [
  ["fill_seconds", 0, 60],
  ["address_limit", 1, 10_000],
  ["form_limit", 1, 10_000],
] as const;

/** Where it may stand, how much it takes, and what its leads are reckoned to. */
export function FormGuard({ draft, errors, onChange }: PartProps) {
  const { t } = useTranslation();
  return (
    <section className={styles["part"]} aria-label={t("screens.forms.tab.guard")}>
      <Labelled label={fieldLabel(t, "form", "origins")} help={t("screens.forms.originsHelp")} wrong={complaint(errors, "origins")}>
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 8 }} value={draft.origins} placeholder="https://www.example.com" onChange={(event) => onChange({ origins: event.target.value })} />}
      </Labelled>
      {NUMBERS.map(([name, least, most]) => (
        <Labelled key={name} label={fieldLabel(t, "form", name)} help={t(`screens.forms.guard.${name}`)} wrong={complaint(errors, name)}>
          {(id) => <InputNumber id={id} min={least} max={most} precision={0} value={draft[name]} onChange={(value) => value !== null && onChange({ [name]: value })} />}
        </Labelled>
      ))}
      <Labelled label={fieldLabel(t, "form", "campaign")} wrong={complaint(errors, "campaign")}>
        {(id) => <Input id={id} value={draft.campaign} maxLength={120} onChange={(event) => onChange({ campaign: event.target.value })} />}
      </Labelled>
      <Checkbox checked={draft.campaign_from_utm} onChange={(event) => onChange({ campaign_from_utm: event.target.checked })}>
        {t("screens.forms.fromUtm")}
      </Checkbox>
      <Labelled label={fieldLabel(t, "form", "cost_minor")} help={t("screens.forms.guard.cost_minor")} wrong={complaint(errors, "cost_minor")}>
        {(id) => <MoneyInput id={id} value={draft.cost_minor} onChange={(cost) => onChange({ cost_minor: cost ?? 0 })} />}
      </Labelled>
    </section>
  );
}
