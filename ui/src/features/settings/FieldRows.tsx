import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { worded, type Definition } from "@/resource/custom/definitions";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Fields.module.css";
import { OrderedList } from "@/resource/form/OrderedList";
import { useArrange } from "./useArrange";
import { useRenewFields } from "./useRenewFields";

interface Props {
  kind: string;
  fields: readonly Definition[];
  onOpen: (field: Definition) => void;
}

const TONES = { building: "warn", ready: "good", failed: "bad" } as const;

/** The fields of a kind in their order. */
export function FieldRows({ kind, fields, onOpen }: Props) {
  const { i18n } = useTranslation();
  const move = useArrange(kind, fields.map(({ id }) => id));
  const rows = fields.map((field) => ({ ...field, label: worded(field.labels, i18n.language) }));
  return (
    <OrderedList rows={rows} onMove={move}>
      {(field) => <Row field={field} label={field.label} onOpen={onOpen} />}
    </OrderedList>
  );
}

interface RowProps {
  field: Definition;
  label: string;
  onOpen: (field: Definition) => void;
}

function Row({ field, label, onOpen }: RowProps) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const renew = useRenewFields();
  const remove = async (): Promise<void> => {
    await api.POST("/api/v1/fields/{id}/removals", { params: { path: { id: field.id } } });
    await renew();
    toast("good", t("screens.fields.removedDone"));
  };
  const ask = (): void =>
    void Modal.confirm({
      title: t("screens.fields.removeOf", { label }),
      content: t("screens.fields.removeText", { label }),
      okText: t("screens.fields.remove"),
      cancelText: t("shell.form.cancel"),
      okButtonProps: { danger: true },
      onOk: () => remove().catch(tell),
    });
  const state = field.index_state;
  return (
    <>
      <span className={styles["name"]}>
        <b>{label}</b>
        <code>{field.key}</code>
      </span>
      <span className={styles["type"]}>{enumText(t, "field_type", field.type)}</span>
      <span className={styles["section"]}>{field.section || t("screens.fields.more")}</span>
      <span className={styles["marks"]}>
        {field.required && <Mark>{t("screens.fields.mark.required")}</Mark>}
        {field.listed && <Mark>{t("screens.fields.mark.listed")}</Mark>}
        {state && (
          <span title={field.index_error}>
            <Mark tone={TONES[state]}>{t(`screens.fields.index.${state}`)}</Mark>
          </span>
        )}
      </span>
      <span className={styles["buttons"]}>
        <Button size="small" onClick={() => onOpen(field)}>
          {t("screens.fields.edit_action")}
        </Button>
        <Button size="small" type="text" danger onClick={ask}>
          {t("screens.fields.remove")}
        </Button>
      </span>
    </>
  );
}
