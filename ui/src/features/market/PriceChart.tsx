import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { CompetitorPageData } from "@/resource/market/market";
import { enumText } from "@/resource/texts";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./MarketPages.module.css";

const ColumnChart = lazy(() => import("@/resource/charts/ColumnChart"));
const MOST = 12;

/** What they asked, as it was heard: the chart, and the same as a list. */
export function PriceChart({ prices }: { prices: CompetitorPageData["prices"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  if (prices.length === 0) return <p className={styles["quiet"]}>{t("screens.market.page.noPrices")}</p>;
  const shown = prices.slice(-MOST);
  const columns = shown.map(({ heard_on: on, price_minor: price, currency }) => ({ name: on.slice(5), value: price / 100, text: format.money(price, currency) }));
  return (
    <>
      {shown.length > 1 && (
        <div className={styles["chart"]}>
          <Suspense>
            <ColumnChart columns={columns} label={t("screens.market.page.chart")} onOpen={(place) => void navigate({ to: `/market/${shown[place]?.id ?? 0}` })} />
          </Suspense>
        </div>
      )}
      <ul className={styles["rows"]}>
        {shown
          .slice(-5)
          .reverse()
          .map((one) => (
            <li key={one.id}>
              <PathLink to={`/market/${one.id}`}>
                <Money minor={one.price_minor} currency={one.currency} />
                {one.product_name ? ` · ${one.product_name}` : ""}
              </PathLink>
              <span className={styles["quiet"]}>
                {one.heard_on} · {enumText(t, "note_certainty", one.certainty)}
              </span>
            </li>
          ))}
      </ul>
    </>
  );
}
