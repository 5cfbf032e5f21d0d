import { Button, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldLabel } from "@/resource/texts";
import type { Conflict } from "./conflict";
import styles from "./VersionsDialog.module.css";

interface Props {
  kind: string;
  conflicts: readonly Conflict[];
  theirs: ReactNode;
  mine: ReactNode;
  busy: boolean;
  onTheirs: () => void;
  onMine: () => void;
}

/** Somebody else saved the same thing meanwhile, and it is more than a value: both versions in words, and the person chooses. */
export function VersionsDialog({ kind, conflicts, theirs, mine, busy, onTheirs, onMine }: Props) {
  const { t } = useTranslation();
  const footer = [
    <Button key="theirs" onClick={onTheirs}>
      {t("shell.conflict.keepTheirs")}
    </Button>,
    <Button key="mine" type="primary" loading={busy} onClick={onMine}>
      {t("shell.conflict.useMine")}
    </Button>,
  ];
  return (
    <Modal open title={t("shell.conflict.title")} footer={footer} onCancel={onTheirs} width={640}>
      <p>{t("shell.conflict.text")}</p>
      <p className={styles["fields"]}>{conflicts.map(({ field }) => fieldLabel(t, kind, field)).join(t("shell.enumerate"))}</p>
      <div className={styles["versions"]}>
        <section>
          <h3>{t("shell.conflict.theirs")}</h3>
          {theirs}
        </section>
        <section>
          <h3>{t("shell.conflict.mine")}</h3>
          {mine}
        </section>
      </div>
    </Modal>
  );
}
