import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Contract, Instalment } from "@/api/types";
import { CustomValues } from "@/resource/custom/CustomValues";
import { useCustomFields } from "@/resource/custom/customFields";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { OnDay } from "@/shared/ui/When";
import { enumText } from "@/resource/texts";
import { PlanEditor } from "./PlanEditor";
import styles from "./Plan.module.css";

const TONE: Record<Instalment["state"], Tone> = { open: "accent", overdue: "bad", paid: "good" };

function Rows({ items, currency }: { items: readonly Instalment[]; currency: string }) {
  const { t } = useTranslation();
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("fields.instalment.name")}</th>
          <th scope="col">{t("fields.instalment.due_on")}</th>
          <th scope="col">{t("fields.instalment.amount_minor")}</th>
          <th scope="col">{t("fields.instalment.paid_minor")}</th>
          <th scope="col">{t("fields.instalment.state")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, seq, name, due_on: due, amount_minor: amount, paid_minor: paid, state, fields }) => (
          <tr key={id}>
            <td>
              {name || t("screens.instalment.nth", { n: seq })}
              <CustomValues kind="instalment" values={fields} currency={currency} />
            </td>
            <td>
              <OnDay date={due} />
            </td>
            <td>
              <Money minor={amount} currency={currency} />
            </td>
            <td>
              <Money minor={paid} currency={currency} />
            </td>
            <td>
              <Mark tone={TONE[state]}>{enumText(t, "instalment.state", state)}</Mark>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The instalments of a contract and how far they are paid; editable while that is allowed. */
export function Plan({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const { id, currency } = contract;
  const [editing, setEditing] = useState(false);
  const options = { meta: live("instalment", "receipt", "contract") };
  const { keys } = useCustomFields("instalment");
  const query = { contract_id: id, limit: 200, sort: "due_on", fields: keys.join(",") };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/instalments", { params: { query } }, options);
  const { data: sums } = $api.useQuery("get", "/api/v1/contracts/{id}/receivables", { params: { path: { id } } }, options);
  const items = data?.items ?? [];
  const may = sums?.actions.includes("plan") ?? false;
  return (
    <section className={styles["plan"]}>
      <header>
        <h2>{t("screens.instalment.title")}</h2>
        {sums && sums.overdue_minor > 0 && (
          <Mark tone="bad">
            {t("screens.instalment.overdue")} <Money minor={sums.overdue_minor} currency={currency} />
          </Mark>
        )}
        {sums && sums.advance_minor > 0 && (
          <span>
            {t("fields.receipt.advance_minor")} <Money minor={sums.advance_minor} currency={currency} />
          </span>
        )}
        {may && !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t(items.length > 0 ? "screens.instalment.edit" : "screens.instalment.make")}
          </Button>
        )}
      </header>
      {error && <Failing error={error} onRetry={() => void refetch()} />}
      {editing ? (
        <PlanEditor contract={contract} items={items} onClose={() => setEditing(false)} />
      ) : items.length > 0 ? (
        <Rows items={items} currency={currency} />
      ) : (
        <p className={styles["none"]}>{t("screens.instalment.none")}</p>
      )}
    </section>
  );
}
