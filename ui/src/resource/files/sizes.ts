const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** `1536` → `1.5 KB`. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size >= 100 || unit === 0 ? Math.round(size) : Number(size.toFixed(1))} ${UNITS[unit]}`;
}
