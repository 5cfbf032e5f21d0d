/** Every colour of the product. State colours carry text, so each passes AA on its surface. */
export interface Palette {
  accent: string;
  accentHover: string;
  accentSoft: string;
  onAccent: string;
  surface: string;
  sunken: string;
  raised: string;
  hover: string;
  line: string;
  lineSoft: string;
  text: string;
  text2: string;
  text3: string;
  good: string;
  warn: string;
  bad: string;
  goodSoft: string;
  warnSoft: string;
  badSoft: string;
  context: string;
}

export const light: Palette = {
  accent: "#1557ff",
  accentHover: "#0f47d9",
  accentSoft: "#edf2ff",
  onAccent: "#ffffff",
  surface: "#ffffff",
  sunken: "#f8f9fb",
  raised: "#ffffff",
  hover: "#f3f5f8",
  line: "#e3e6eb",
  lineSoft: "#eef0f3",
  text: "#14181f",
  text2: "#434b59",
  text3: "#626b7a",
  good: "#0b7440",
  warn: "#8f5400",
  bad: "#c0241f",
  goodSoft: "#e8f6ee",
  warnSoft: "#fff4e0",
  badSoft: "#fdecea",
  context: "#c3c9d4",
};

export const dark: Palette = {
  accent: "#5b8cff",
  accentHover: "#7aa2ff",
  accentSoft: "#182444",
  onAccent: "#0a0f1e",
  surface: "#101216",
  sunken: "#0b0d10",
  raised: "#171a20",
  hover: "#1b1f27",
  line: "#2a2f39",
  lineSoft: "#1f232b",
  text: "#e9ecf2",
  text2: "#b9c0cc",
  text3: "#939baa",
  good: "#4cc38a",
  warn: "#f0b44c",
  bad: "#ff7f76",
  goodSoft: "#10291d",
  warnSoft: "#2c2210",
  badSoft: "#331715",
  context: "#454c59",
};

const kebab = (name: string): string => name.replaceAll(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);

/** Publishes the palette to stylesheets as `--accent`, `--text-2` …. */
export function publishPalette(palette: Palette, root: HTMLElement): void {
  for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--${kebab(name)}`, value as string);
}
