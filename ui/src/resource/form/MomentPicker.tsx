import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { SOON } from "@/resource/contact/soon";

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (moment: string | null) => void;
  /** Offer the moments a next contact is usually set to. */
  ahead?: boolean;
  autoFocus?: boolean;
  defaultOpen?: boolean;
  "aria-label"?: string;
}

/** Chooses a moment; on the wire ISO 8601 in UTC. */
export default function MomentPicker({ value = null, onChange, ahead = false, ...rest }: Props) {
  const { t } = useTranslation();
  const change = (moment: Dayjs | null): void => onChange?.(moment ? moment.toDate().toISOString() : null);
  const presets = SOON.map(({ key, moment }) => ({ label: t(`shell.soon.${key}`), value: () => dayjs(moment()) }));
  return (
    <DatePicker
      {...rest}
      showTime={{ format: "HH:mm", minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      {...(ahead && { presets, minDate: dayjs() })}
      value={value ? dayjs(value) : null}
      onChange={change}
      style={{ width: "100%" }}
    />
  );
}
