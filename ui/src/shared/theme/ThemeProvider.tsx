import { ConfigProvider } from "antd";
import { useLayoutEffect, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isLanguage } from "@/shared/i18n/language";
import { antdLocale } from "@/shared/i18n/locales";
import { useIsPhone, useMode } from "./choice";
import { publishPalette } from "./palette";
import { fontFor, paletteOf, themeFor } from "./tokens";

const meta = (name: string): HTMLMetaElement | null => document.querySelector(`meta[name="${name}"]`);

function nonce(): string | undefined {
  const content = meta("csp-nonce")?.content;
  return content && !content.startsWith("__") ? content : undefined;
}

/** antd and our own stylesheets in the chosen theme, language and size. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : "zh-Hans";
  const mode = useMode();
  const phone = useIsPhone();
  useLayoutEffect(() => {
    const root = document.documentElement;
    const palette = paletteOf(mode);
    publishPalette(palette, root);
    root.style.setProperty("--font", fontFor(language));
    root.style.colorScheme = mode;
    meta("theme-color")?.setAttribute("content", palette.sunken);
  }, [mode, language]);
  const theme = useMemo(() => themeFor(mode, language, phone), [mode, language, phone]);
  const csp = useMemo(() => ({ nonce: nonce() ?? "" }), []);
  return (
    <ConfigProvider theme={theme} locale={antdLocale(language)} csp={csp} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
