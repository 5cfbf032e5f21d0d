import { InputNumber } from "antd";

interface Props {
  scale: number;
  id?: string;
  value?: number | null;
  onChange?: (value: number | null) => void;
  autoFocus?: boolean;
  placeholder?: string;
  className?: string;
  "aria-label"?: string;
}

/** A number with a fixed count of decimals, held as an integer: 8.5 with two of them is 850. */
export function DecimalInput({ scale, value = null, onChange, ...rest }: Props) {
  const factor = 10 ** scale;
  return (
    <InputNumber<number>
      style={{ width: "100%" }}
      {...rest}
      precision={scale}
      value={value === null ? null : value / factor}
      onChange={(typed) => onChange?.(typed === null ? null : Math.round(typed * factor))}
    />
  );
}
