import { Checkbox, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ImportJob } from "@/api/types";
import { fieldLabel } from "@/resource/texts";
import { useIsPhone } from "@/shared/theme/choice";
import styles from "./Import.module.css";
import type { ColumnMap } from "./mappingRules";
import { MODES, matchable, matching, type Choices, type Mode } from "./modes";

interface Props {
  job: ImportJob;
  mapping: ColumnMap;
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** What becomes of records that are there already, and what a row finds its record by. */
export function ModePicker({ job, mapping, choices, onChange }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  if (job.match_fields.length === 0) return null;
  const label = (name: string): string => t(job.fields.find((field) => field.name === name)?.label_key ?? "", { defaultValue: fieldLabel(t, job.kind, name) });
  return (
    <fieldset className={styles["mode"]}>
      <legend>{t("screens.import.mode")}</legend>
      <Segmented<Mode> vertical={phone} value={choices.mode} onChange={(mode) => onChange({ ...choices, mode })} options={MODES.map((value) => ({ value, label: t(`screens.import.modes.${value}`) }))} />
      {choices.mode !== "create" && (
        <>
          <label className={styles["match"]}>
            {t("screens.import.match")}
            <Select
              mode="multiple"
              style={{ minWidth: 200 }}
              value={matching(job, mapping, choices)}
              onChange={(match: string[]) => onChange({ ...choices, match })}
              options={matchable(job, mapping).map((value) => ({ value, label: label(value) }))}
            />
          </label>
          <Checkbox checked={choices.clearEmpty} onChange={({ target }) => onChange({ ...choices, clearEmpty: target.checked })}>
            {t("screens.import.clearEmpty")}
          </Checkbox>
          <p className={styles["hint"]}>{t("screens.import.matchHint")}</p>
        </>
      )}
    </fieldset>
  );
}
