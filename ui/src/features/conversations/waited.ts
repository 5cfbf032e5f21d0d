const HOUR = 3600;

const two = (value: number): string => String(value).padStart(2, "0");

/** 0:07, 12:40, 3:05:00. */
export function waitedText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / 60), seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Somebody in a chat expects a word within half a minute; after two they are gone. */
export const waitedTone = (seconds: number): "plain" | "warn" | "bad" => (seconds < 30 ? "plain" : seconds < 120 ? "warn" : "bad");
