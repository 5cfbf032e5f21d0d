import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { BodyOf, EditOf, Product } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Field, Values } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { useFormat } from "@/shared/useFormat";
import { useSettled } from "@/shared/useSettled";
import styles from "./Settings.module.css";
import { SettingsTable } from "./SettingsTable";
import { SettingsTabs } from "./SettingsTabs";

const HEADINGS = ["code", "name", "unit", "price", "state"] as const;
const FIELDS: readonly Field[] = [
  { name: "code", kind: "text", required: true, maxLength: 40 },
  { name: "name", kind: "text", required: true, maxLength: 120 },
  { name: "unit", kind: "text", maxLength: 20 },
  { name: "price_minor", kind: "money", required: true },
  { name: "tax_free", kind: "bool" },
];

const CREATING: Question = {
  title: "screens.settings.products.create",
  done: "screens.settings.products.created",
  fields: FIELDS,
  submit: (values, key) => api.POST("/api/v1/products", { body: values as BodyOf<"/api/v1/products">, headers: { "Idempotency-Key": key } }),
};

const change = ({ id, version }: Product, changes: Values) => {
  const body = { changes, version } as EditOf<"/api/v1/products/{id}">;
  return api.PATCH("/api/v1/products/{id}", { params: { path: { id } }, body });
};

const editing = (row: Product): Question => ({
  title: "screens.settings.products.edit",
  done: "screens.settings.products.saved",
  fields: FIELDS,
  initial: { code: row.code, name: row.name, unit: row.unit, price_minor: row.price_minor, tax_free: row.tax_free },
  submit: (values) => change(row, values),
});

function Row({ row, onEdit }: { row: Product; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct();
  const set = (active: boolean): void => act({ run: () => change(row, { active }), done: `screens.settings.products.${active ? "revived" : "retired"}`, touches: ["product"] });
  const remove = (): void =>
    act({ run: () => api.DELETE("/api/v1/products/{id}", { params: { path: { id: row.id } } }), done: "screens.settings.products.removed", touches: ["product"] });
  return (
    <tr>
      <td>{row.code}</td>
      <th scope="row">{row.name}</th>
      <td>{row.unit}</td>
      <td>{format.moneyExact(row.price_minor, row.currency)}</td>
      <td>
        <Mark tone={row.active ? "good" : "plain"}>{t(`screens.settings.products.${row.active ? "active" : "inactive"}`)}</Mark>
      </td>
      <td>
        <span className={styles["buttons"]}>
          <Button size="small" onClick={onEdit}>
            {t("screens.settings.products.edit")}
          </Button>
          <Button size="small" onClick={() => set(!row.active)}>
            {t(`screens.settings.products.${row.active ? "retire" : "revive"}`)}
          </Button>
          {!row.active && (
            <Button size="small" danger onClick={remove}>
              {t("screens.settings.products.remove")}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

/** What the company sells; the items of deals are chosen from here. */
export function Products() {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const [typed, setTyped] = useState("");
  const text = useSettled(typed.trim(), 200);
  const query = { limit: 200, ...(text && { text }) };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/products", { params: { query } }, { meta: live("product"), placeholderData: (former) => former });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button type="primary" onClick={() => setQuestion(CREATING)}>
      {t("screens.settings.products.create")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <p className={styles["note"]}>{t("screens.settings.products.text")}</p>
      <Input.Search allowClear style={{ maxWidth: 280 }} placeholder={t("screens.settings.products.search")} aria-label={t("screens.settings.products.search")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <SettingsTable none={t("screens.settings.products.none")} headings={HEADINGS.map((heading) => t(`screens.settings.products.heading.${heading}`))} items={data.items} row={(row) => <Row key={row.id} row={row} onEdit={() => setQuestion(editing(row))} />} />
      <RecordDialog kind="product" question={question} touches={["product"]} onClose={() => setQuestion(undefined)} />
    </Page>
  );
}
