import { useTranslation } from "react-i18next";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import type { Forecast } from "./forecastApi";
import styles from "./Forecasts.module.css";
import { Grid } from "./Grid";

const HEADINGS = ["deal", "customer", "expected", "amount", "chance", "ifWon", "ifLost"] as const;

/** The deals on which most of the figure hangs. */
export function Movers({ data }: { data: Forecast }) {
  const { t } = useTranslation();
  if (data.movers.length === 0) return null;
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.forecast.movers")}</h2>
      <p className={styles["note"]}>{t("screens.forecast.moversText")}</p>
      <Grid
        headings={HEADINGS.map((heading) => t(`screens.forecast.${heading}`))}
        rows={data.movers.map((row) => ({
          key: row.id,
          cells: [
            <PathLink key="name" to={`/opportunities/${row.id}`}>
              {row.name}
            </PathLink>,
            row.customer_name,
            row.expected_win_on ?? "–",
            <Money key="amount" minor={row.amount_minor} currency={data.currency} />,
            `${Math.round(row.chance * 10) / 10}%`,
            <Swing key="won" sign="+" minor={row.if_won_minor} currency={data.currency} />,
            <Swing key="lost" sign="−" minor={-row.if_lost_minor} currency={data.currency} />,
          ],
        }))}
      />
    </section>
  );
}

function Swing({ sign, minor, currency }: { sign: string; minor: number; currency: string }) {
  return (
    <>
      {sign}
      <Money minor={minor} currency={currency} />
    </>
  );
}
