import { Button, Checkbox } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";

/** What makes a customer record complete. */
export function Requirements() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useTellFailure();
  const [chosen, setChosen] = useState<readonly string[]>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/customer-requirements");
  const save = useMutation({
    mutationFn: async (facts: string[]) => must(await api.PUT("/api/v1/customer-requirements", { body: { facts } })),
    onError: tell,
    onSuccess: () => {
      toast("good", t("screens.settings.requirements.saved"));
      setChosen(undefined);
    },
    onSettled: () => client.invalidateQueries(),
  });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const required = data.items.filter((one) => one.required).map(({ fact }) => fact);
  const value = chosen ?? required;
  const toggle = (fact: string, on: boolean): void => setChosen(on ? [...value, fact] : value.filter((one) => one !== fact));
  return (
    <Page title={t("shell.nav.settings")}>
      <SettingsTabs />
      <section className={styles["section"]}>
        <h2>{t("screens.settings.requirements.heading")}</h2>
        <p className={styles["words"]}>{t("screens.settings.requirements.text")}</p>
        <div className={styles["checks"]}>
          {data.items.map(({ fact, label }) => (
            <Checkbox key={fact} checked={value.includes(fact)} onChange={(event) => toggle(fact, event.target.checked)}>
              {label}
            </Checkbox>
          ))}
        </div>
        <div className={styles["buttons"]}>
          <Button type="primary" disabled={!chosen} loading={save.isPending} onClick={() => save.mutate([...value])}>
            {t("shell.form.save")}
          </Button>
          {chosen && <Button onClick={() => setChosen(undefined)}>{t("shell.form.cancel")}</Button>}
        </div>
        {data.counting && <p className={styles["note"]}>{t("screens.settings.requirements.counting")}</p>}
      </section>
    </Page>
  );
}
