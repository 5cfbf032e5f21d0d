import { Alert, Button, Select } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { BodyOf, ImportJob } from "@/api/types";
import { definitionsQuery, useDefinitions } from "@/resource/custom/definitions";
import { fieldLabel } from "@/resource/texts";
import { recordKey } from "@/resource/useRecord";
import { useMay } from "@/shared/session/session";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Import.module.css";
import { assignField, missing, used, type ColumnMap } from "./mappingRules";
import { ModePicker } from "./ModePicker";
import { chosen, matching, optionsOf } from "./modes";
import { freeKey, typeOf } from "./newField";
import { useStart } from "./useStart";

interface TableProps {
  job: ImportJob;
  mapping: ColumnMap;
  onChange: (mapping: ColumnMap) => void;
}

const NEW_FIELD = "+";
/** Of these kinds a company may have fields of its own. */
const FIELDED = new Set(["lead", "customer"]);

/** Makes a custom field of a column that nothing in the record answers to, and maps it. */
function useNewField(job: ImportJob, onMade: (column: string, field: string) => void) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const tell = useTellFailure();
  const { all } = useDefinitions(job.kind);
  return useMutation({
    mutationFn: async ({ name, samples }: ImportJob["columns"][number]) => {
      const taken = [...all.map(({ key }) => key), ...job.fields.map((field) => field.name)];
      const body = { kind: job.kind, key: freeKey(name, taken), labels: { [i18n.language]: name }, ...typeOf(samples) };
      return must(await api.POST("/api/v1/fields", { body: body as BodyOf<"/api/v1/fields"> })).key;
    },
    onError: tell,
    onSuccess: async (key, { name }) => {
      await Promise.all([client.invalidateQueries({ queryKey: definitionsQuery.queryKey }), client.invalidateQueries({ queryKey: recordKey("import", job.id) })]);
      onMade(name, `fields.${key}`);
      toast("good", t("screens.import.fieldMade", { name }));
    },
  });
}

function Columns({ job, mapping, onChange }: TableProps) {
  const { t } = useTranslation();
  const may = useMay();
  const make = useNewField(job, (column, field) => onChange(assignField(mapping, column, field)));
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
                loading={make.isPending && make.variables.name === name}
                onChange={(field?: string) => (field === NEW_FIELD ? make.mutate({ name, samples }) : onChange(assignField(mapping, name, field ?? "")))}
                options={may("field.manage") && FIELDED.has(job.kind) ? [{ value: NEW_FIELD, label: t("screens.import.newField") }, ...options] : options}
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
