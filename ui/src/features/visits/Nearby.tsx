import { Button, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { absolute } from "@/shared/format";
import { PathLink } from "@/shared/ui/PathLink";
import { km, type Place } from "./places";
import styles from "./Visits.module.css";

const PlanVisit = lazy(() => import("./PlanVisit"));
const REACH = [2, 5, 10, 20]; // kilometres

interface Chosen {
  id: number;
  title: string;
}

/** One's own customers on the way whom nobody has spoken with for thirty days. */
export function Nearby({ lat, lon }: Place) {
  const { t } = useTranslation();
  const may = useMay();
  const [reach, setReach] = useState(5);
  const [chosen, setChosen] = useState<Chosen>();
  const { data } = $api.useQuery("get", "/api/v1/visits/nearby", { params: { query: { lat, lon, within_m: reach * 1000 } } }, { meta: live("visit", "customer") });
  return (
    <section className={styles["nearby"]} aria-label={t("screens.visits.route.nearby")}>
      <h2>{t("screens.visits.route.nearby")}</h2>
      <div className={styles["bar"]}>
        <span className={styles["quiet"]}>{t("screens.visits.route.nearbyText", { km: reach })}</span>
        <Segmented size="small" aria-label={t("screens.visits.route.km")} value={reach} onChange={setReach} options={REACH.map((value) => ({ value, label: `${String(value)} km` }))} />
      </div>
      {data?.items.length === 0 && <p className={styles["quiet"]}>{t("screens.visits.route.nearbyNone")}</p>}
      <ul>
        {data?.items.map((one) => (
          <li key={one.customer_id} className={styles["stop"]}>
            <strong>{km(one.distance_m)} km</strong>
            <span className={styles["words"]}>
              <PathLink to={`/customers/${one.customer_id}`}>{one.name}</PathLink>
              <small className={styles["quiet"]}>
                {one.last_contact_at ? t("screens.visits.route.last", { at: absolute(one.last_contact_at).slice(0, 10) }) : t("screens.visits.route.never")} {one.address}
              </small>
            </span>
            {may("visit.create") && (
              <Button size="small" onClick={() => setChosen({ id: one.customer_id, title: one.name })}>
                {t("screens.visits.route.visit")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{chosen && <PlanVisit about={{ kind: "customer", ...chosen }} onClose={() => setChosen(undefined)} />}</Suspense>
    </section>
  );
}
