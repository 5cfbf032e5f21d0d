import BgColorsOutlined from "@ant-design/icons/BgColorsOutlined";
import { useTranslation } from "react-i18next";
import { THEMES, useThemeChoice, type ThemeChoice } from "@/shared/theme/choice";
import { IconMenu } from "./IconMenu";
import { usePreferences } from "./usePreferences";

export function ThemeMenu() {
  const { t } = useTranslation();
  const choice = useThemeChoice();
  const { setTheme } = usePreferences();
  return (
    <IconMenu
      label={t("shell.theme.label")}
      icon={<BgColorsOutlined />}
      items={THEMES.map((key) => ({ key, label: t(`shell.theme.${key}`) }))}
      selected={choice}
      onPick={(key) => setTheme(key as ThemeChoice)}
    />
  );
}
