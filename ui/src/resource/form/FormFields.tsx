import { Alert, Form } from "antd";
import { useTranslation } from "react-i18next";
import type { ApiProblem } from "@/api/problem";
import { fieldLabel } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { problemText } from "@/shared/ui/problemText";
import { FieldControl } from "./FieldControl";

const NONE: Readonly<Record<string, string>> = {};

interface Props {
  kind: string;
  fields: readonly Field[];
  problem: ApiProblem | null;
  known?: Readonly<Record<string, string>>;
}

/** The fields of a form, one under the other, with what is wrong at each. */
export function FormFields({ kind, fields, problem, known = NONE }: Props) {
  const { t } = useTranslation();
  const required = { required: true, message: t("shell.form.required") };
  return (
    <>
      {problem && <Alert type="error" showIcon title={problemText(problem, t)} style={{ marginBottom: 16 }} />}
      {fields.map((field, index) => (
        <Form.Item
          key={field.name}
          name={field.name}
          label={fieldLabel(t, kind, field.name)}
          rules={field.required ? [required] : []}
          extra={field.help ? t(field.help) : field.hint}
        >
          <FieldControl field={field} known={known[field.name]} autoFocus={index === 0 && field.kind === "text"} />
        </Form.Item>
      ))}
    </>
  );
}
