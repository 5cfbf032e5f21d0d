import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import { Button, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DealItem, Opportunity } from "@/api/types";
import { Failing } from "@/shared/ui/Failing";
import { useFormat } from "@/shared/useFormat";
import { ItemEditor } from "./ItemEditor";
import { BLANK, plainNumber } from "./itemRules";
import styles from "./Items.module.css";
import { useItems } from "./useItems";

interface RowProps {
  item: DealItem;
  currency: string;
  /** Nothing where the person may only look. */
  tools?: { up?: () => void; down?: () => void; edit: () => void; remove: () => void } | undefined;
}

function Row({ item, currency, tools }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = (verb: string): string => `${t(`screens.opportunity.items.${verb}`)} ${item.name}`;
  return (
    <tr>
      <th scope="row">
        {item.name}
        {item.product_code && <small>{item.product_code}</small>}
      </th>
      <td data-label={t("screens.opportunity.items.quantity")}>
        {plainNumber(item.quantity_thousandths, 3)} {item.unit}
      </td>
      <td data-label={t("screens.opportunity.items.price")}>{format.moneyExact(item.price_minor, currency)}</td>
      <td data-label={t("screens.opportunity.items.discount")}>{item.discount_hundredths > 0 ? `${plainNumber(item.discount_hundredths, 2)}%` : "—"}</td>
      <td data-label={t("screens.opportunity.items.amount")}>
        <b>{format.moneyExact(item.amount_minor, currency)}</b>
      </td>
      {tools && (
        <td className={styles["tools"]}>
          <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={label("up")} disabled={!tools.up} onClick={tools.up} />
          <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={label("down")} disabled={!tools.down} onClick={tools.down} />
          <Button size="small" type="text" icon={<EditOutlined />} aria-label={label("edit")} onClick={tools.edit} />
          <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={label("remove")} onClick={tools.remove} />
        </td>
      )}
    </tr>
  );
}

/** What a deal sells, line by line, and whether its amount is their sum. */
export function Items({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { query, add, edit, remove, follow, step, busy } = useItems(deal);
  const [open, setOpen] = useState<number | "new">();
  const may = deal.actions?.includes("edit") ?? false;
  const { items = [], total_minor: total = 0 } = query.data ?? {};
  const { currency, amount_minor: amount, amount_from_items: follows } = deal;
  const close = (): void => setOpen(undefined);
  const toolsOf = (item: DealItem, place: number): RowProps["tools"] =>
    may
      ? {
          ...(place > 0 && !busy && { up: () => step(item.id, -1) }),
          ...(place < items.length - 1 && !busy && { down: () => step(item.id, 1) }),
          edit: () => setOpen(item.id),
          remove: () => remove.mutate({ item, place }),
        }
      : undefined;
  if (!may && items.length === 0) return null;
  return (
    <section className={styles["items"]}>
      <header>
        <h2>{t("screens.opportunity.items.title")}</h2>
        {(items.length > 0 || follows) && (
          <label className={styles["follow"]}>
            {t("screens.opportunity.items.follow")}
            <Switch size="small" checked={follows} disabled={!may} loading={follow.isPending} onChange={(on) => follow.mutate(on)} />
          </label>
        )}
        {may && open === undefined && (
          <Button size="small" onClick={() => setOpen("new")}>
            {t("screens.opportunity.items.add")}
          </Button>
        )}
      </header>
      {query.error && <Failing error={query.error} onRetry={() => void query.refetch()} />}
      {items.length > 0 && (
        <table className={styles["table"]}>
          <thead>
            <tr>
              {(["item", "quantity", "price", "discount", "amount"] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`screens.opportunity.items.${name}`)}
                </th>
              ))}
              {may && <td />}
            </tr>
          </thead>
          <tbody>
            {items.map((item, place) =>
              item.id === open ? (
                <tr key={item.id}>
                  <td colSpan={6}>
                    <ItemEditor initial={item} currency={currency} isNew={false} busy={edit.isPending} error={edit.error} onSave={(draft) => edit.mutate({ item, draft }, { onSuccess: close })} onClose={close} />
                  </td>
                </tr>
              ) : (
                <Row key={item.id} item={item} currency={currency} tools={toolsOf(item, place)} />
              ),
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("screens.opportunity.items.total")}</th>
              <td colSpan={3}>{!follows && total !== amount && t("screens.opportunity.items.differs", { amount: format.moneyExact(amount, currency) })}</td>
              <td>
                <b>{format.moneyExact(total, currency)}</b>
              </td>
              {may && <td />}
            </tr>
          </tfoot>
        </table>
      )}
      {open === "new" && <ItemEditor initial={BLANK} currency={currency} isNew busy={add.isPending} error={add.error} onSave={(draft) => add.mutate({ draft }, { onSuccess: close })} onClose={close} />}
      {query.data && items.length === 0 && open === undefined && <p className={styles["none"]}>{t("screens.opportunity.items.none")}</p>}
    </section>
  );
}
