import { useTranslation } from "react-i18next";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import type { Forecast } from "./forecastApi";
import styles from "./Forecasts.module.css";

const HEADINGS = ["deal", "customer", "expected", "amount", "chance", "ifWon", "ifLost"] as const;

/** The deals on which most of the figure hangs. */
export function Movers({ data }: { data: Forecast }) {
  const { t } = useTranslation();
  if (data.movers.length === 0) return null;
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.forecast.movers")}</h2>
      <p className={styles["note"]}>{t("screens.forecast.moversText")}</p>
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              {HEADINGS.map((heading) => (
                <th key={heading} scope="col">
                  {t(`screens.forecast.${heading}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.movers.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <PathLink to={`/opportunities/${row.id}`}>{row.name}</PathLink>
                </th>
                <td>{row.customer_name}</td>
                <td>{row.expected_win_on}</td>
                <td>
                  <Money minor={row.amount_minor} currency={data.currency} />
                </td>
                <td>{Math.round(row.chance * 10) / 10}%</td>
                <td>
                  +<Money minor={row.if_won_minor} currency={data.currency} />
                </td>
                <td>
                  −<Money minor={-row.if_lost_minor} currency={data.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
