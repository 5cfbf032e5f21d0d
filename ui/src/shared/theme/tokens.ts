import { theme, type MappingAlgorithm, type ThemeConfig } from "antd";
import { dark, light, type Palette } from "./palette";

export type Mode = "light" | "dark";

const TYPE = {
  "zh-Hans": '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"',
  "zh-Hant": '"PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC"',
  en: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"',
} as const;

/** Latin letters and figures come from the system face, Chinese from the face of its script. */
export const fontFor = (language: keyof typeof TYPE): string =>
  `system-ui, -apple-system, "Segoe UI", Roboto, ${TYPE[language]}, sans-serif`;

const ring = (palette: Palette): string => `0 0 0 1px ${palette.line}`;

function shape(phone: boolean) {
  return phone
    ? { fontSize: 15, fontSizeLG: 16, fontSizeSM: 13, controlHeight: 40, controlHeightSM: 32, controlHeightLG: 44 }
    : { fontSize: 13, fontSizeLG: 15, fontSizeSM: 12, controlHeight: 30, controlHeightSM: 26, controlHeightLG: 36 };
}

function colours(p: Palette): NonNullable<ThemeConfig["token"]> {
  return {
    colorPrimary: p.accent,
    colorPrimaryHover: p.accentHover,
    colorPrimaryActive: p.accentHover,
    colorPrimaryBg: p.accentSoft,
    colorPrimaryText: p.accent,
    colorLink: p.accent,
    colorLinkHover: p.accentHover,
    colorLinkActive: p.accentHover,
    colorInfo: p.accent,
    colorSuccess: p.good,
    colorWarning: p.warn,
    colorError: p.bad,
    colorErrorText: p.bad,
    colorBgBase: p.surface,
    colorBgContainer: p.surface,
    colorBgLayout: p.sunken,
    colorBgElevated: p.raised,
    colorText: p.text,
    colorTextSecondary: p.text2,
    colorTextTertiary: p.text3,
    colorTextDescription: p.text3,
    colorTextPlaceholder: p.text3,
    colorTextLightSolid: p.onAccent,
    colorBorder: p.line,
    colorBorderSecondary: p.lineSoft,
    colorSplit: p.lineSoft,
    controlItemBgHover: p.hover,
    controlItemBgActive: p.accentSoft,
    controlItemBgActiveHover: p.accentSoft,
    boxShadow: ring(p),
    boxShadowSecondary: ring(p),
    boxShadowTertiary: ring(p),
  };
}

/** antd derives its colours from the accent and the states; we mean ours to the digit. */
const exactly =
  (p: Palette): MappingAlgorithm =>
  (seed, derived) => ({
    ...(derived ?? theme.defaultAlgorithm(seed)),
    colorPrimary: p.accent,
    colorInfo: p.accent,
    colorLink: p.accent,
    colorSuccess: p.good,
    colorWarning: p.warn,
    colorError: p.bad,
    colorInfoBg: p.accentSoft,
    colorInfoBorder: p.accentSoft,
    colorSuccessBg: p.goodSoft,
    colorSuccessBorder: p.goodSoft,
    colorWarningBg: p.warnSoft,
    colorWarningBorder: p.warnSoft,
    colorErrorBg: p.badSoft,
    colorErrorBorder: p.badSoft,
  });

function components(p: Palette): NonNullable<ThemeConfig["components"]> {
  return {
    Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", primaryColor: p.onAccent, fontWeight: 500 },
    Table: {
      headerBg: p.surface,
      headerColor: p.text3,
      headerSplitColor: "transparent",
      headerSortActiveBg: p.surface,
      headerSortHoverBg: p.hover,
      bodySortBg: "transparent",
      rowHoverBg: p.hover,
      rowSelectedBg: p.accentSoft,
      rowSelectedHoverBg: p.accentSoft,
      borderColor: p.lineSoft,
      cellPaddingBlock: 6, cellPaddingBlockSM: 6, cellPaddingInlineSM: 12,
      cellPaddingInline: 12,
    },
    Tooltip: { colorBgSpotlight: p.text, colorTextLightSolid: p.surface },
    Segmented: { trackBg: p.hover, itemSelectedBg: p.surface, itemSelectedColor: p.text },
    Tabs: { horizontalItemPadding: "8px 0", titleFontSize: 13 },
    Drawer: { footerPaddingBlock: 12, footerPaddingInline: 24 },
    Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px", labelColor: p.text2 },
    Tag: { defaultBg: p.hover, defaultColor: p.text2 },
  };
}

export const paletteOf = (mode: Mode): Palette => (mode === "dark" ? dark : light);

/**
 * The antd theme for a mode, a script and a size of screen. Motion is made imperceptible by base.css where a person prefers so, not
 * by antd's own switch: with that, menus were now and then left off the screen.
 */
export function themeFor(mode: Mode, language: keyof typeof TYPE, phone: boolean): ThemeConfig {
  const palette = paletteOf(mode);
  return {
    algorithm: [mode === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm, exactly(palette)],
    token: { ...colours(palette), ...shape(phone), borderRadius: 6, fontFamily: fontFor(language), motionDurationSlow: "0.2s" },
    components: components(palette),
  };
}
