import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { worded, type Definition } from "@/resource/custom/definitions";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Fields.module.css";
import { useRenewFields } from "./useRenewFields";

/** Removed fields: their data is there until somebody types that it shall go. */
export function RemovedFields({ fields }: { fields: readonly Definition[] }) {
  const { t, i18n } = useTranslation();
  const tell = useTellFailure();
  const renew = useRenewFields();
  const [question, setQuestion] = useState<Question>();
  if (fields.length === 0) return null;
  const restore = async ({ id }: Definition): Promise<void> => {
    await api.POST("/api/v1/fields/{id}/restorations", { params: { path: { id } } });
    await renew();
    toast("good", t("screens.fields.restored"));
  };
  const purge = ({ id, key, labels }: Definition): Question => ({
    title: "screens.fields.purge",
    ok: "screens.fields.purge",
    danger: true,
    text: <p>{t("screens.fields.purgeText", { label: worded(labels, i18n.language), key })}</p>,
    fields: [{ name: "key", kind: "text", required: true, maxLength: 40 }],
    done: "screens.fields.purgeDone",
    submit: async ({ key: typed }) => {
      await api.POST("/api/v1/fields/{id}/purges", { params: { path: { id } }, body: { key: String(typed) } });
      await renew();
    },
  });
  return (
    <section className={styles["removed"]}>
      <h2>{t("screens.fields.removed")}</h2>
      <p>{t("screens.fields.removedText")}</p>
      <ul className={styles["rows"]}>
        {fields.map((field) => (
          <li key={field.id} className={styles["row"]}>
            <span className={styles["name"]}>
              <b>{worded(field.labels, i18n.language)}</b>
              <code>{field.key}</code>
            </span>
            <span className={styles["type"]}>{enumText(t, "field_type", field.type)}</span>
            {field.purging ? (
              <Mark tone="warn">{t("screens.fields.purging")}</Mark>
            ) : (
              <span className={styles["buttons"]}>
                <Button size="small" onClick={() => void restore(field).catch(tell)}>
                  {t("screens.fields.restore")}
                </Button>
                <Button size="small" type="text" danger onClick={() => setQuestion(purge(field))}>
                  {t("screens.fields.purge")}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <RecordDialog kind="field" question={question} touches={[]} onClose={() => setQuestion(undefined)} />
    </section>
  );
}
