import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import type { Conflict } from "@/resource/detail/conflict";
import { enumText } from "@/resource/texts";
import { SettingsTable } from "./SettingsTable";

interface Props {
  conflicts: readonly Conflict[];
  kinds: readonly components["schemas"]["QuotaKindOut"][];
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody else set some of the same amounts meanwhile: all of them side by side, and the person chooses once. */
export function QuotaConflicts({ conflicts, kinds, onMine, onTheirs }: Props) {
  const { t } = useTranslation();
  const said = (amount: unknown): string => (typeof amount === "number" ? String(amount) : t("screens.quotas.manage.inherit"));
  const nameOf = (field: string): string => {
    const kind = kinds.find(({ id }) => field === `amounts.${id}`);
    return kind ? kind.name || enumText(t, "quota_kind", kind.code) : field;
  };
  const footer = [
    <Button key="theirs" onClick={onTheirs}>
      {t("shell.conflict.keepTheirs")}
    </Button>,
    <Button key="mine" type="primary" onClick={onMine}>
      {t("shell.conflict.useMine")}
    </Button>,
  ];
  return (
    <Modal open title={t("shell.conflict.title")} footer={footer} onCancel={onTheirs} width={560}>
      <p>{t("shell.conflict.text")}</p>
      <SettingsTable
        none=""
        headings={[t("screens.quotas.manage.kind"), t("shell.conflict.before"), t("shell.conflict.theirs"), t("shell.conflict.mine")]}
        items={conflicts}
        row={({ field, base, theirs, yours }) => (
          <tr key={field}>
            <th scope="row">{nameOf(field)}</th>
            <td>{said(base)}</td>
            <td>{said(theirs)}</td>
            <td>{said(yours)}</td>
          </tr>
        )}
      />
    </Modal>
  );
}
