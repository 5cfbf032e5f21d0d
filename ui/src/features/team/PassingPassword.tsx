import { Button, Modal } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Employee } from "@/api/types";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Team.module.css";

/** A passing password for who forgot theirs: asked first, then shown this once. */
export function PassingPassword({ employee: { id, name }, onClose }: { employee: Employee; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const { mutate, isPending, data } = useMutation({
    mutationFn: async () => must(await api.POST("/api/v1/users/{id}/password-resets", { params: { path: { id } } })),
    onError: tell,
  });
  const footer = data ? (
    <Button type="primary" onClick={onClose}>
      {t("screens.employee.account.passingKept")}
    </Button>
  ) : (
    <Button danger type="primary" loading={isPending} onClick={() => mutate()}>
      {t("screens.employee.account.passing")}
    </Button>
  );
  return (
    <Modal open title={t("screens.employee.account.passingTitle", { name })} footer={footer} mask={{ closable: !data }} onCancel={onClose}>
      <p>{t(data ? "screens.employee.account.passingSay" : "screens.employee.account.passingText", { name })}</p>
      {data && <code className={styles["passing"]}>{data.password}</code>}
    </Modal>
  );
}
