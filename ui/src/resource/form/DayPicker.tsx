import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (day: string | null) => void;
  className?: string | undefined;
  placeholder?: string;
  autoFocus?: boolean;
  defaultOpen?: boolean;
  "aria-label"?: string;
}

/** Chooses a plain date, `YYYY-MM-DD`. */
export default function DayPicker({ value = null, onChange, ...rest }: Props) {
  const change = (day: Dayjs | null): void => onChange?.(day ? day.format("YYYY-MM-DD") : null);
  return <DatePicker {...rest} format="YYYY-MM-DD" value={value ? dayjs(value) : null} onChange={change} {...(!rest.className && { style: { width: "100%" } })} />;
}
