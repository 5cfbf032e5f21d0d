import { Select } from "antd";
import { useTagOptions } from "@/resource/tags/useTags";
import type { PickerProps } from "./RemoteSelect";

const NONE: readonly number[] = [];
const SEARCH = { optionFilterProp: "label" } as const;

interface Props extends Omit<PickerProps, "value" | "onChange" | "known" | "listWidth"> {
  value?: unknown;
  onChange?: (ids: number[]) => void;
}

/** Chooses tags from the company's list. */
export function TagPicker({ value, onChange, ...rest }: Props) {
  const ids = Array.isArray(value) ? (value as number[]) : NONE;
  return <Select<number[]> {...rest} mode="multiple" showSearch={SEARCH} allowClear options={useTagOptions(ids)} value={[...ids]} onChange={(chosen) => onChange?.(chosen.toSorted((a, b) => a - b))} />;
}

/** Chooses one of them. */
export function OneTagPicker({ value = null, onChange, known: _known, listWidth, ...rest }: PickerProps) {
  const options = useTagOptions(value === null ? NONE : [value]);
  return <Select<number | null> {...rest} showSearch={SEARCH} allowClear popupMatchSelectWidth={listWidth ?? true} options={options} value={value} onChange={(chosen) => onChange?.(chosen ?? null)} />;
}
