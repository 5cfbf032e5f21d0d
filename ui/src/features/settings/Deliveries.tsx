import { Button, Segmented } from "antd";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Connection, Delivery } from "@/api/types";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import styles from "./Deliveries.module.css";

const TONES: Record<Delivery["state"], Tone> = { waiting: "plain", done: "good", refused: "bad", ignored: "plain" };
const SHOWN = ["all", "refused"] as const;
const HOMES: Record<string, string> = { lead: "/leads", customer: "/customers" };

/** What came lately, what became of it, and once more by one press. */
export function Deliveries({ connection: { id, counts } }: { connection: Connection }) {
  const { t } = useTranslation();
  const act = useAct();
  const [shown, setShown] = useState<(typeof SHOWN)[number]>("all");
  const query = shown === "refused" ? { state: "refused" as const } : {};
  const options = { meta: live("connection", "lead"), placeholderData: keepPreviousData };
  const { data, refetch } = $api.useQuery("get", "/api/v1/connections/{id}/deliveries", { params: { path: { id }, query } }, options);
  const again = (run: () => Promise<unknown>): void => act({ run: () => run().finally(() => void refetch()), done: "screens.settings.channels.retried", touches: ["connection"] });
  if (!data) return null;
  return (
    <div>
      <div className={styles["tools"]}>
        <h3>{t("screens.settings.channels.deliveries")}</h3>
        <Segmented size="small" value={shown} onChange={setShown} options={SHOWN.map((value) => ({ value, label: t(`screens.settings.channels.show.${value}`) }))} />
        {counts.refused > 0 && (
          <Button size="small" onClick={() => again(() => api.POST("/api/v1/connections/{id}/retries", { params: { path: { id } } }))}>
            {t("screens.settings.channels.retryAll")}
          </Button>
        )}
      </div>
      {data.items.length === 0 && <p>{t("screens.settings.channels.nothingYet")}</p>}
      <ul className={styles["list"]}>
        {data.items.map((one) => (
          <Row key={one.id} delivery={one} onRetry={() => again(() => api.POST("/api/v1/deliveries/{id}/retries", { params: { path: { id: one.id } } }))} />
        ))}
      </ul>
    </div>
  );
}

function Row({ delivery, onRetry }: { delivery: Delivery; onRetry: () => void }) {
  const { t } = useTranslation();
  const { subject_kind: kind, subject_id: id } = delivery;
  const home = HOMES[kind];
  return (
    <li>
      <div className={styles["line"]}>
        <Mark tone={TONES[delivery.state]}>{enumText(t, "delivery_state", delivery.state)}</Mark>
        <When at={delivery.received_at} />
        {home && id !== null && <PathLink to={`${home}/${id}`}>{t(`screens.settings.channels.${delivery.joined ? "joined" : "made"}`, { n: id })}</PathLink>}
        {delivery.repeats > 0 && <span>{t("screens.settings.channels.repeats", { n: delivery.repeats })}</span>}
        {delivery.state === "refused" && (
          <Button size="small" onClick={onRetry}>
            {t("screens.settings.channels.retry")}
          </Button>
        )}
      </div>
      {delivery.reason && <p className={styles["reason"]}>{delivery.reason}</p>}
      <details>
        <summary>{t("screens.settings.channels.raw")}</summary>
        <pre className={styles["raw"]}>{delivery.body}</pre>
      </details>
    </li>
  );
}
