import { Radio, Switch } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { EditOf } from "@/api/types";
import { sizeText } from "@/resource/files/sizes";
import { enumText } from "@/resource/texts";
import { useRefresh } from "@/resource/useRecord";
import { ME_KEY, useMe } from "@/shared/session/session";
import { Page } from "@/shared/ui/Page";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { BusyLimits } from "./BusyLimits";
import styles from "./Settings.module.css";
import { SettingsTabs } from "./SettingsTabs";

type BodyOfPatch = EditOf<"/api/v1/company-settings">;

const WAYS = ["stage", "competition", "model"] as const;

/** What holds for everybody in the company. */
export function Company() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const ways = WAYS.map((value) => ({ value, label: enumText(t, "forecast_by", value) }));
  const me = useMe();
  const { watermark, forecast_by: forecast } = me;
  const { data: usage } = $api.useQuery("get", "/api/v1/files/usage");
  const { mutate, isPending } = useMutation({
    mutationFn: (body: BodyOfPatch) => api.PATCH("/api/v1/company-settings", { body }),
    onSuccess: (_answer, { forecast_by: changed }) => {
      toast("good", t("screens.settings.company.saved"));
      if (changed) refresh("opportunity");
    },
    onError: tell,
    onSettled: () => client.invalidateQueries({ queryKey: ME_KEY }),
  });
  return (
    <Page title={t("shell.nav.settings")}>
      <SettingsTabs />
      <section className={styles["section"]}>
        <h2>{t("screens.settings.company.heading")}</h2>
        <dl className={styles["pairs"]}>
          <dt id="watermark">{t("screens.settings.company.watermark")}</dt>
          <dd>
            <Switch aria-labelledby="watermark" checked={watermark} loading={isPending} onChange={(on) => mutate({ watermark: on })} />
          </dd>
        </dl>
        <p className={styles["words"]} style={{ marginTop: 8 }}>
          {t("screens.settings.company.watermarkHelp")}
        </p>
        {usage && (
          <dl className={styles["pairs"]}>
            <dt>{t("files.usage")}</dt>
            <dd>{t("files.usageOf", { used: sizeText(usage.used_bytes), quota: sizeText(usage.quota_bytes) })}</dd>
          </dl>
        )}
      </section>
      <section className={styles["section"]}>
        <h2>{t("screens.settings.company.forecast")}</h2>
        <dl className={styles["pairs"]}>
          <dt id="forecast">{t("screens.settings.company.forecastBy")}</dt>
          <dd>
            <Radio.Group aria-labelledby="forecast" optionType="button" value={forecast} disabled={isPending} onChange={(event) => mutate({ forecast_by: event.target.value })} options={ways} />
          </dd>
        </dl>
        <p className={styles["words"]} style={{ marginTop: 8 }}>
          {t("screens.settings.company.forecastHelp")} {t("screens.settings.company.forecastModel")}
        </p>
      </section>
      <BusyLimits limits={me} disabled={isPending} onSave={mutate} />
    </Page>
  );
}
