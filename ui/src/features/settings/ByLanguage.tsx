import { Input } from "antd";
import { useTranslation } from "react-i18next";

const LANGUAGES = ["zh-Hans", "en", "zh-Hant"] as const;

interface Props {
  label: string;
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
  maxLength: number;
  rows?: number;
}

/** One text in each language; those left empty are not said. */
export function ByLanguage({ label, values, onChange, maxLength, rows = 1 }: Props) {
  const { t } = useTranslation();
  const put = (language: string, text: string): void => {
    const { [language]: _, ...others } = values;
    onChange(text ? { ...others, [language]: text } : others);
  };
  return LANGUAGES.map((language) => (
    <Input.TextArea key={language} aria-label={`${label} ${t(`chat.language.${language}`)}`} placeholder={t(`chat.language.${language}`)} value={values[language] ?? ""} maxLength={maxLength} autoSize={{ minRows: rows, maxRows: 6 }} onChange={(event) => put(language, event.target.value)} />
  ));
}
