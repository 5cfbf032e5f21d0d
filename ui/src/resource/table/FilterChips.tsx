import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { enumText, fieldLabel } from "@/resource/texts";
import { absolute } from "@/shared/format";

interface Props {
  kind: string;
  names: readonly string[];
  filters: Readonly<Record<string, string>>;
  onClear: (name: string) => void;
  says?: ((name: string, value: string) => string | undefined) | undefined;
}

const MOMENT = /^\d{4}-\d\d-\d\dT/;
/** Numbers of records and of ways: they say nothing to a reader, the name of the filter does. */
const OPAQUE = /_id$|^went$/;

/** Filters that came with a link and have no control of their own. */
export function FilterChips({ kind, names, filters, onClear, says }: Props) {
  const { t } = useTranslation();
  const word = (name: string, value: string): string | undefined => {
    const said = says?.(name, value);
    if (said !== undefined || OPAQUE.test(name)) return said;
    if (MOMENT.test(value)) return absolute(value);
    if (value === "true" || value === "false") return t(value === "true" ? "shell.yes" : "shell.no");
    return enumText(t, `${kind}.${name}`, value);
  };
  return names.map((name) => {
    const value = word(name, filters[name] ?? "");
    return (
      <Tag key={name} closable style={{ whiteSpace: "normal", maxWidth: "100%" }} onClose={() => onClear(name)}>
        {t([`filters.${kind}.${name}`, `filters.common.${name}`], { defaultValue: fieldLabel(t, kind, name) })}
        {value !== undefined && `: ${value}`}
      </Tag>
    );
  });
}
