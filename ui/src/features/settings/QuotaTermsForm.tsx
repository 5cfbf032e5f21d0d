import { Button, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { Labelled } from "./Labelled";
import styles from "./Metrics.module.css";

type Terms = components["schemas"]["QuotaTermsOut"];

/** What newcomers owe, and how far back one corrects oneself. */
export function QuotaTermsForm() {
  const { data } = $api.useQuery("get", "/api/v1/quotas/terms", {}, { meta: live("quota_terms") });
  return data?.actions.includes("edit") ? <Editor key={data.version} terms={data} /> : null;
}

function Editor({ terms }: { terms: Terms }) {
  const { t } = useTranslation();
  const act = useAct();
  const [ramp, setRamp] = useState(terms.ramp);
  const [days, setDays] = useState(terms.correct_days);
  const same = JSON.stringify([ramp, days]) === JSON.stringify([terms.ramp, terms.correct_days]);
  const base = { ramp: terms.ramp, correct_days: terms.correct_days };
  const save = (): void =>
    act({
      run: () => api.PATCH("/api/v1/quotas/terms", { body: { changes: { ramp, correct_days: days }, base, version: terms.version } as never }),
      done: "screens.quotas.manage.saved",
      touches: ["quota_terms"],
    });
  return (
    <section className={styles["section"]} aria-labelledby="quota-terms">
      <h2 id="quota-terms">{t("screens.quotas.manage.terms")}</h2>
      <p className={styles["note"]}>{t("screens.quotas.manage.termsText")}</p>
      <div className={styles["buttons"]} style={{ flexWrap: "wrap", alignItems: "flex-end" }}>
        {[...ramp.entries()].map(([at, value]) => (
          <Labelled key={`month ${at}`} label={t("screens.quotas.manage.month", { n: at + 1 })}>
            {(id) => <InputNumber id={id} style={{ width: 96 }} suffix="%" min={0} max={100} precision={0} value={value} onChange={(typed) => setRamp(ramp.map((one, place) => (place === at ? (typed ?? 0) : one)))} />}
          </Labelled>
        ))}
        <Button disabled={ramp.length >= 24} onClick={() => setRamp([...ramp, ramp.at(-1) ?? 50])}>
          {t("screens.quotas.manage.more")}
        </Button>
        <Button disabled={ramp.length === 0} onClick={() => setRamp(ramp.slice(0, -1))}>
          {t("screens.quotas.manage.fewer")}
        </Button>
        <Labelled label={t("screens.quotas.manage.correct")}>{(id) => <InputNumber id={id} style={{ width: 96 }} min={0} max={31} precision={0} value={days} onChange={(typed) => setDays(typed ?? 0)} />}</Labelled>
        <Button type="primary" disabled={same} onClick={save}>
          {t("screens.quotas.manage.save")}
        </Button>
      </div>
    </section>
  );
}
