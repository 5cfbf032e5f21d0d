import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { PasteSpend } from "./PasteSpend";

const SHOWN = 10;

/** What was spent, and entering it as a sheet has it. */
export function Spends() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const act = useAct();
  const [pasting, setPasting] = useState(false);
  const [all, setAll] = useState(false);
  const { data, refetch } = $api.useQuery("get", "/api/v1/spends", {}, { meta: live("spend", "campaign") });
  if (!data) return null;
  const remove = (id: number): void =>
    act({ run: () => api.DELETE("/api/v1/spends/{id}", { params: { path: { id } } }).finally(() => void refetch()), done: "screens.returns.spends.removed", touches: ["spend"] });
  return (
    <section className={styles["whole"]}>
      <h2>{t("screens.returns.spends.title")}</h2>
      {may("campaign.manage") && (
        <span style={{ display: "flex", gap: 12, alignItems: "center" }}>
          <Button onClick={() => setPasting(true)}>{t("screens.returns.spends.enter")}</Button>
          <PathLink to="/imports/new?kind=spend">{t("screens.returns.spends.file")}</PathLink>
        </span>
      )}
      {data.items.length === 0 && <p>{t("screens.returns.spends.none")}</p>}
      <div className={styles["scroll"]}>
        <table className={`${styles["table"]} ${styles["cards"]}`}>
          <tbody>
            {(all ? data.items : data.items.slice(0, SHOWN)).map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.campaign || t("screens.returns.spends.whole", { source: enumText(t, "lead_source", row.source) })}</th>
                <td>{row.first_on === row.last_on ? row.first_on : `${row.first_on} – ${row.last_on}`}</td>
                <td>{format.moneyExact(row.amount_minor)}</td>
                <td>{row.note}</td>
                <td>
                  {may("campaign.manage") && (
                    <Button size="small" onClick={() => remove(row.id)}>
                      {t("screens.returns.spends.remove")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && data.items.length > SHOWN && (
        <Button size="small" onClick={() => setAll(true)}>
          {t("screens.returns.spends.all", { n: data.items.length })}
        </Button>
      )}
      {pasting && (
        <PasteSpend
          onClose={() => {
            setPasting(false);
            void refetch();
          }}
        />
      )}
    </section>
  );
}
