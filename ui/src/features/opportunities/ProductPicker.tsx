import { useRef } from "react";
import { api, must } from "@/api/client";
import type { Product } from "@/api/types";
import { RemoteSelect, type PickerProps } from "@/resource/pickers/RemoteSelect";
import type { Option } from "@/resource/pickers/useOptions";
import { useFormat } from "@/shared/useFormat";

interface Props extends Omit<PickerProps, "onChange"> {
  onChoose: (product: Product | undefined) => void;
}

/** Chooses a product of the price list by code or name. */
export function ProductPicker({ onChoose, ...rest }: Props) {
  const format = useFormat();
  const found = useRef(new Map<number, Product>());
  const ask = async (text: string, signal: AbortSignal): Promise<Option[]> => {
    const { items } = must(await api.GET("/api/v1/products", { params: { query: { active: true, limit: 20, ...(text && { text }) } }, signal }));
    for (const one of items) found.current.set(one.id, one);
    return items.map(({ id, code, name, unit, price_minor: price, currency }) => ({
      value: id,
      label: name,
      hint: `${code} · ${format.moneyExact(price, currency)}${unit && `/${unit}`}`,
    }));
  };
  return <RemoteSelect name="products" ask={ask} {...rest} listWidth={340} onChange={(id) => onChoose(id === null ? undefined : found.current.get(id))} />;
}
