import { Alert, Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { ImportJob } from "@/api/types";
import { fieldLabel } from "@/resource/texts";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Import.module.css";
import { assignField, missing, used, type ColumnMap } from "./mappingRules";
import { ModePicker } from "./ModePicker";
import { chosen, matching, optionsOf } from "./modes";
import { useStart } from "./useStart";

interface TableProps {
  job: ImportJob;
  mapping: ColumnMap;
  onChange: (mapping: ColumnMap) => void;
}

function Columns({ job, mapping, onChange }: TableProps) {
  const { t } = useTranslation();
  const options = job.fields.map(({ name, label_key: key, required }) => ({
    value: name,
    label: t(key, { defaultValue: fieldLabel(t, job.kind, name) }) + (required ? " *" : ""),
  }));
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("screens.import.column")}</th>
          <th scope="col">{t("screens.import.samples")}</th>
          <th scope="col">{t("screens.import.becomes")}</th>
        </tr>
      </thead>
      <tbody>
        {job.columns.map(({ name, samples }) => (
          <tr key={name}>
            <td>
              <b>{name}</b>
            </td>
            <td className={styles["samples"]}>{samples.join(" · ")}</td>
            <td>
              <Select
                style={{ width: "100%" }}
                allowClear
                showSearch={{ optionFilterProp: "label" }}
                aria-label={t("screens.import.becomesOf", { name })}
                placeholder={t("screens.import.leftOut")}
                value={mapping[name] || undefined}
                onChange={(field?: string) => onChange(assignField(mapping, name, field ?? ""))}
                options={options}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Says what each column of the file means; the guess is filled in. */
export function Mapping({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<ColumnMap>(() => (Object.keys(job.mapping).length > 0 ? job.mapping : job.guess));
  const [choices, setChoices] = useState(() => chosen(job));
  const start = useStart(job);
  const options = optionsOf(job, mapping, choices);
  const lacking = (choices.mode === "update" ? [] : missing(job, mapping)).map((name) => fieldLabel(t, job.kind, name));
  const problem = start.error ? asProblem(start.error) : null;
  const said = problem && problem.errors.length > 0 ? problem.errors.map(({ detail }) => detail) : problem ? [problemText(problem, t)] : [];
  const found = choices.mode === "create" || matching(job, mapping, choices).length > 0;
  const ready = used(mapping) > 0 && lacking.length === 0 && found;
  return (
    <>
      <p>{t("screens.import.mappingText")}</p>
      <Columns job={job} mapping={mapping} onChange={setMapping} />
      <ModePicker job={job} mapping={mapping} choices={choices} onChange={setChoices} />
      {said.map((text) => (
        <Alert key={text} type="error" showIcon title={text} />
      ))}
      <div className={styles["foot"]}>
        <span>{lacking.length > 0 ? t("screens.import.lacking", { names: lacking.join(t("shell.enumerate")) }) : t("screens.import.used", { n: used(mapping), all: job.columns.length })}</span>
        <Button disabled={!ready} loading={start.isPending} onClick={() => start.mutate({ mapping, options, dryRun: true })}>
          {t("screens.import.tryIt")}
        </Button>
        <Button type="primary" disabled={!ready} loading={start.isPending} onClick={() => start.mutate({ mapping, options, dryRun: false })}>
          {t("screens.import.run", { n: job.rows })}
        </Button>
      </div>
    </>
  );
}
