import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import { enumText } from "@/resource/texts";
import { absolute } from "@/shared/format";
import { Mark } from "@/shared/ui/Mark";
import { useFormat } from "@/shared/useFormat";
import { WAYS } from "./forecastApi";
import styles from "./Forecasts.module.css";
import { Grid } from "./Grid";

/** What was learnt of when deals are won, and how far off it was on months that are over, beside the plain ways. */
export function TimingCard({ card, off }: { card: components["schemas"]["ForecastTimingCard"]; off: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tried = WAYS.filter((way) => typeof card.errors[way] === "number");
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.forecast.timing.title")}</h2>
      <p className={styles["note"]}>{t("screens.forecast.timing.text")}</p>
      <p>
        <Mark tone={card.in_use && !off ? "good" : "plain"}>{t(`screens.forecast.timing.why.${off ? "off" : card.why}`)}</Mark>
      </p>
      <p className={styles["note"]}>{t("screens.forecast.model.version", { version: card.version, at: absolute(card.trained_at) })}</p>
      {tried.length > 0 && (
        <Grid
          headings={[t("screens.forecast.method"), t("screens.forecast.timing.error")]}
          rows={tried.map((way) => ({ key: way, cells: [enumText(t, "forecast_way", way), format.percent(card.errors[way] ?? 0)] }))}
        />
      )}
      {card.within !== null && <p className={styles["note"]}>{t("screens.forecast.timing.days", { n: card.days, share: format.percent(card.within) })}</p>}
    </section>
  );
}
