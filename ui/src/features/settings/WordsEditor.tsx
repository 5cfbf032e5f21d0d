import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isLanguage, LANGUAGES } from "@/shared/i18n/language";
import styles from "./Fields.module.css";

interface Props {
  id: string;
  words: Record<string, string>;
  limit: number;
  onChange: (words: Record<string, string>) => void;
  help?: string;
}

/** Words in one's own language; the others on demand. */
export function WordsEditor({ id, words, limit, onChange, help }: Props) {
  const { t, i18n } = useTranslation();
  const own = isLanguage(i18n.language) ? i18n.language : "zh-Hans";
  const others = LANGUAGES.filter((one) => one !== own);
  const [open, setOpen] = useState(() => others.some((one) => words[one]));
  const set = (language: string, text: string): void => onChange({ ...words, [language]: text });
  return (
    <div className={styles["words"]}>
      <Input id={id} value={words[own] ?? ""} maxLength={limit} onChange={(event) => set(own, event.target.value)} />
      {!open && (
        <Button size="small" type="link" onClick={() => setOpen(true)}>
          {t("screens.fields.otherLanguages")}
        </Button>
      )}
      {open &&
        others.map((language) => (
          <Input key={language} prefix={<small>{t(`screens.fields.name.${language}`)}</small>} aria-label={t(`screens.fields.name.${language}`)} value={words[language] ?? ""} maxLength={limit} onChange={(event) => set(language, event.target.value)} />
        ))}
      {open && help && <small>{t(help)}</small>}
    </div>
  );
}
