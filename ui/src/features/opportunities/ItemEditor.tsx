import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { Product } from "@/api/types";
import { DecimalInput } from "@/resource/form/DecimalInput";
import { MoneyInput } from "@/resource/form/MoneyInput";
import { problemText } from "@/shared/ui/problemText";
import { useFormat } from "@/shared/useFormat";
import { isWhole, lineAmount, type ItemDraft } from "./itemRules";
import styles from "./Items.module.css";
import { ProductPicker } from "./ProductPicker";

interface Props {
  initial: ItemDraft;
  currency: string;
  /** A line that is new may be of a product. */
  isNew: boolean;
  busy: boolean;
  error: unknown;
  onSave: (draft: ItemDraft) => void;
  onClose: () => void;
}

/** One line while it is written, with what it comes to. */
export function ItemEditor({ initial, currency, isNew, busy, error, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [draft, setDraft] = useState(initial);
  const label = (name: string): string => t(`screens.opportunity.items.${name}`);
  const change = (some: Partial<ItemDraft>): void => setDraft({ ...draft, ...some });
  const choose = (product: Product | undefined): void =>
    change(product ? { product_id: product.id, name: product.name, unit: product.unit, ...(product.currency === currency && { price_minor: product.price_minor }) } : { product_id: null });
  const amount = lineAmount(draft);
  return (
    <div role="group" aria-label={label("title")} className={styles["editor"]}>
      {Boolean(error) && <Alert type="error" title={problemText(asProblem(error), t)} />}
      {isNew && (
        <label className={styles["wide"]}>
          <span>{label("product")}</span>
          <ProductPicker aria-label={label("product")} value={draft.product_id} known={draft.product_id === null ? undefined : draft.name} onChoose={choose} />
        </label>
      )}
      <label className={styles["wide"]}>
        <span>{label("item")}</span>
        <Input aria-label={label("item")} maxLength={200} value={draft.name} onChange={(event) => change({ name: event.target.value })} />
      </label>
      <label>
        <span>{label("quantity")}</span>
        <DecimalInput aria-label={label("quantity")} scale={3} value={draft.quantity_thousandths} onChange={(quantity) => change({ quantity_thousandths: quantity })} />
      </label>
      <label>
        <span>{label("unit")}</span>
        <Input aria-label={label("unit")} maxLength={20} value={draft.unit} onChange={(event) => change({ unit: event.target.value })} />
      </label>
      <label>
        <span>{label("price")}</span>
        <MoneyInput aria-label={label("price")} value={draft.price_minor} onChange={(price) => change({ price_minor: price })} />
      </label>
      <label>
        <span>{label("discount")}</span>
        <DecimalInput aria-label={label("discount")} scale={2} value={draft.discount_hundredths} onChange={(discount) => change({ discount_hundredths: discount })} />
      </label>
      <div className={styles["buttons"]}>
        <span role="status">
          {label("amount")} <b>{amount === null ? "—" : format.moneyExact(amount, currency)}</b>
        </span>
        <Button onClick={onClose}>{label("cancel")}</Button>
        <Button type="primary" loading={busy} disabled={!isWhole(draft)} onClick={() => onSave(draft)}>
          {label("save")}
        </Button>
      </div>
    </div>
  );
}
