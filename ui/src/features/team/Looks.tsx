import { Button } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Team.module.css";

const MORE = 50;

/** How many phones somebody has looked at in full today, and a little more for a busy day. */
export function Looks({ id }: { id: number }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const params = { params: { path: { id } } };
  const { data, refetch } = $api.useQuery("get", "/api/v1/users/{id}/looks", params, { staleTime: 0 });
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.POST("/api/v1/users/{id}/look-allowances", { ...params, body: { extra: MORE } }),
    onError: tell,
    onSuccess: () => toast("good", t("screens.employee.account.looksAdded", { n: MORE })),
    onSettled: () => refetch(),
  });
  if (!data) return null;
  return (
    <p className={styles["pair"]}>
      <span>{data.cap === null ? t("screens.employee.account.looked", { n: data.looked }) : t("screens.employee.account.lookedOf", { n: data.looked, cap: data.cap })}</span>
      {data.cap !== null && (
        <Button size="small" loading={isPending} onClick={() => mutate()}>
          {t("screens.employee.account.moreLooks", { n: MORE })}
        </Button>
      )}
    </p>
  );
}
