import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useMay } from "@/shared/session/session";

const NAMES = ["active", "losses", "from_minor", "win_share", "due_days", "asked"] as const;

/** After which deals a review is asked for; for those who may say so. */
export function PolicyButton() {
  const { t } = useTranslation();
  const may = useMay();
  const [question, setQuestion] = useState<Question>();
  if (!may("debrief.manage")) return null;
  const ask = async (): Promise<void> => {
    const { version, may_edit: _, ...initial } = must(await api.GET("/api/v1/debriefs/policy"));
    setQuestion({
      title: "screens.debriefs.policy",
      done: "screens.debriefs.policySaved",
      text: <p>{t("screens.debriefs.policyText")}</p>,
      fields: [
        { name: "active", kind: "bool" },
        { name: "losses", kind: "bool" },
        { name: "from_minor", kind: "money", required: true },
        { name: "win_share", kind: "number", required: true },
        { name: "due_days", kind: "number", required: true },
        { name: "asked", kind: "select", enum: "debrief_asked", values: ["owner", "lead"], chips: true, required: true },
      ],
      initial,
      submit: (values) => {
        const changes = Object.fromEntries(NAMES.filter((name) => (values[name] ?? false) !== initial[name]).map((name) => [name, values[name] ?? false]));
        return api.PATCH("/api/v1/debriefs/policy", { body: { changes, version } as never });
      },
    });
  };
  return (
    <>
      <Button onClick={() => void ask()}>{t("screens.debriefs.policy")}</Button>
      <RecordDialog kind="debrief" question={question} touches={["debrief"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
