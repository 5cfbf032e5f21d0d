import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { enumText, fieldLabel } from "@/resource/texts";

interface Props {
  kind: string;
  names: readonly string[];
  filters: Readonly<Record<string, string>>;
  onClear: (name: string) => void;
}

/** Filters that came with a link and have no control of their own. */
export function FilterChips({ kind, names, filters, onClear }: Props) {
  const { t } = useTranslation();
  return names.map((name) => (
    <Tag key={name} closable onClose={() => onClear(name)}>
      {t([`filters.${kind}.${name}`, `filters.common.${name}`], { defaultValue: fieldLabel(t, kind, name) })}
      {": "}
      {enumText(t, `${kind}.${name}`, filters[name] ?? "")}
    </Tag>
  ));
}
