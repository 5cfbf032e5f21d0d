import GlobalOutlined from "@ant-design/icons/GlobalOutlined";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "@/shared/i18n/language";
import { IconMenu } from "./IconMenu";
import { usePreferences } from "./usePreferences";

const ITEMS = LANGUAGES.map((key) => ({ key, label: <span lang={key}>{LANGUAGE_NAMES[key]}</span> }));

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const { setLanguage } = usePreferences();
  return (
    <IconMenu
      label={t("shell.language")}
      icon={<GlobalOutlined />}
      items={ITEMS}
      selected={i18n.language}
      onPick={(key) => setLanguage(key as Language)}
    />
  );
}
