import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { MessengerCard } from "./MessengerCard";
import { MessengerPeople } from "./MessengerPeople";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";

/** How the company is connected to WeCom, DingTalk and Feishu, and who people are there. */
export function Messengers() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string>();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/messengers");
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const again = (): void => void refetch();
  return (
    <Page title={t("shell.nav.settings")}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("messengers.text")}</p>
      {data.items.map((one) => (
        <MessengerCard key={one.name} messenger={one} open={opened === one.name} onToggle={() => setOpened(opened === one.name ? undefined : one.name)} onSaved={again} />
      ))}
      <MessengerPeople messengers={data.items} onChanged={again} />
    </Page>
  );
}
