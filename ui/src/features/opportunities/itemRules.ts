/** A line of a deal while it is written; numbers as the wire has them. */
export interface ItemDraft {
  product_id: number | null;
  name: string;
  unit: string;
  quantity_thousandths: number | null;
  price_minor: number | null;
  discount_hundredths: number | null;
}

export const BLANK: ItemDraft = { product_id: null, name: "", unit: "", quantity_thousandths: 1000, price_minor: null, discount_hundredths: 0 };

type Figures = Pick<ItemDraft, "quantity_thousandths" | "price_minor" | "discount_hundredths">;

/** Quantity times price less discount, half up in minor units, exactly as the server reckons; null while a figure is missing. */
export function lineAmount({ quantity_thousandths: quantity, price_minor: price, discount_hundredths: discount }: Figures): number | null {
  if (quantity === null || price === null) return null;
  const exact = BigInt(quantity) * BigInt(price) * BigInt(10_000 - (discount ?? 0));
  return Number((exact + 5_000_000n) / 10_000_000n);
}

/** A scaled number without needless digits: 12500 with three decimals is 12.5. */
export const plainNumber = (value: number, scale: number): string => String(Number((value / 10 ** scale).toFixed(scale)));

/** Whether the line can be saved. */
export const isWhole = (draft: ItemDraft): boolean =>
  draft.name.trim() !== "" && draft.price_minor !== null && (draft.quantity_thousandths ?? 0) > 0 && (draft.discount_hundredths ?? 0) <= 10_000;

/** The ids with one of them moved by a step; the same where it cannot go further. */
export function moved(ids: readonly number[], id: number, step: -1 | 1): number[] {
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  const others = ids.filter((one) => one !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
