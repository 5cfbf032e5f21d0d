import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { FieldValue, isBlank } from "@/resource/FieldValue";
import { fieldOf } from "@/resource/table/tableColumns";
import { fieldLabel } from "@/resource/texts";
import type { RecordRow, Resource } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import type { Conflict } from "./conflict";
import styles from "./ConflictDialog.module.css";

interface Props<Row extends RecordRow> {
  resource: Resource<Row>;
  conflicts: readonly Conflict[];
  busy: boolean;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody else changed the same thing meanwhile: both versions side by side, and the person chooses. */
export function ConflictDialog<Row extends RecordRow>({ resource, conflicts, busy, onMine, onTheirs }: Props<Row>) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const keepTheirs = (): void => {
    refresh(resource.kind);
    onTheirs();
  };
  const footer = [
    <Button key="theirs" onClick={keepTheirs}>
      {t("shell.conflict.keepTheirs")}
    </Button>,
    <Button key="mine" type="primary" loading={busy} onClick={onMine}>
      {t("shell.conflict.useMine")}
    </Button>,
  ];
  const show = (name: string, value: unknown) =>
    isBlank(value) ? t("shell.none") : <FieldValue field={fieldOf(resource.fields, name)} row={{ [name]: value }} exact />;
  return (
    <Modal open title={t("shell.conflict.title")} footer={footer} onCancel={keepTheirs} width={560}>
      <p>{t("shell.conflict.text")}</p>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">{t("shell.conflict.before")}</th>
            <th scope="col">{t("shell.conflict.theirs")}</th>
            <th scope="col">{t("shell.conflict.mine")}</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map(({ field, base, theirs, yours }) => (
            <tr key={field}>
              <th scope="row">{fieldLabel(t, resource.kind, field)}</th>
              <td>{show(field, base)}</td>
              <td>{show(field, theirs)}</td>
              <td>{show(field, yours)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
