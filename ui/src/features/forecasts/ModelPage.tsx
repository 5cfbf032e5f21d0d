import { Button, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { $api, api, newKey } from "@/api/client";
import { useAct } from "@/resource/useAct";
import { absolute } from "@/shared/format";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { ForecastTabs } from "./ForecastTabs";
import type { Card } from "./forecastApi";
import styles from "./Forecasts.module.css";
import { Grid } from "./Grid";
import { Reliability, type Bin } from "./Reliability";
import { TimingCard } from "./TimingCard";

interface Figures {
  known: number;
  won: number;
  missing?: number;
  learnt_from?: number;
  tested_deals?: number;
  brier_model?: number;
  brier_stage?: number;
  brier_competition?: number;
  brier_base?: number;
  calibration_error?: number;
  reliability?: Bin[];
}

/** The trained model: what it learnt from, how it did on deals opened later, and why it may be used or not. */
export function ModelPage() {
  const { t, i18n } = useTranslation();
  const act = useAct();
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/api/v1/forecasts/model",
    {},
    { meta: { ...live("forecast_model", "forecast_policy", "forecast_timing"), language: i18n.language }, refetchInterval: ({ state }) => (state.data?.training ? 2000 : false) },
  );
  const turn = (on: boolean): void =>
    act({
      run: () => api.PATCH("/api/v1/forecasts/policy", { body: { changes: { model_mode: on ? "auto" : "off" }, version: data?.version ?? 1 } }),
      done: "screens.forecast.model.saved",
      touches: ["forecast_policy"],
    });
  const train = (): void => act({ run: () => api.POST("/api/v1/forecasts/trainings", { headers: { "Idempotency-Key": newKey() } }), done: "screens.forecast.model.asked", touches: ["forecast_model"] });
  return (
    <Page title={t("screens.forecast.heading")}>
      <ForecastTabs />
      <p className={styles["note"]}>{t("screens.forecast.model.text")}</p>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageSkeleton />}
      {data?.may_manage && (
        <div className={styles["tools"]}>
          <Switch size="small" checked={data.mode === "auto"} aria-label={t("screens.forecast.model.auto")} onChange={turn} />
          <span>{t("screens.forecast.model.auto")}</span>
          <Button size="small" loading={data.training} onClick={train}>
            {t("screens.forecast.model.train")}
          </Button>
        </div>
      )}
      {data && (
        <p>
          <Mark tone={data.in_use ? "good" : "plain"}>{t(`screens.forecast.model.why.${!data.card ? "none" : data.mode === "off" ? "off" : data.card.why}`, { ...data.card?.figures })}</Mark>
        </p>
      )}
      {data?.card && <CardOf card={data.card} />}
      {data?.timing && <TimingCard card={data.timing} off={data.mode === "off"} />}
    </Page>
  );
}

function CardOf({ card }: { card: Card }) {
  const { t } = useTranslation();
  const figures = card.figures as unknown as Figures;
  const rows = [
    ["brierModel", figures.brier_model],
    ["brierStage", figures.brier_stage],
    ["brierCompetition", figures.brier_competition],
    ["brierBase", figures.brier_base],
  ] as const;
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.forecast.model.version", { version: card.version, at: absolute(card.trained_at) })}</h2>
      {figures.tested_deals !== undefined && (
        <>
          <p className={styles["note"]}>
            {t("screens.forecast.model.learnt", { n: figures.learnt_from, days: card.horizon_days })} · {t("screens.forecast.model.tested", { n: figures.tested_deals })}
          </p>
          <Grid
            headings={["", t("screens.forecast.model.brier")]}
            rows={[
              ...rows.map(([name, value]) => ({ key: name, cells: [t(`screens.forecast.model.${name}`), value?.toFixed(3)] })),
              { key: "calibration", cells: [t("screens.forecast.model.calibration"), `${(100 * (figures.calibration_error ?? 0)).toFixed(1)}%`] },
            ]}
          />
          <Reliability bins={figures.reliability ?? []} />
        </>
      )}
      {card.features.length > 0 && <p className={styles["note"]}>{t("screens.forecast.model.features", { names: card.features.join(t("shell.enumerate")) })}</p>}
    </section>
  );
}
