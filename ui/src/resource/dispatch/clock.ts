export type ClockTone = "good" | "warn" | "bad";

export interface Clock {
  /** Since when it runs. */
  from: string | null;
  /** When it turns amber; without one, two minutes before its end. */
  warn: string | null;
  due: string;
}

const SECOND = 1000;
const AMBER = 120 * SECOND;
const HOUR = 3600;
const pad = (value: number): string => String(value).padStart(2, "0");

/** `4:05`, from an hour on `1:04:05`. */
export function minutes(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const [hours, rest] = [Math.floor(seconds / HOUR), seconds % HOUR];
  const short = `${hours > 0 ? pad(Math.floor(rest / 60)) : Math.floor(rest / 60)}:${pad(rest % 60)}`;
  return hours > 0 ? `${hours}:${short}` : short;
}

export interface Reading {
  tone: ClockTone;
  /** Time left; past the end, time since. */
  text: string;
  /** How much of it is gone, in hundredths. */
  gone: number;
}

/** What a clock shows at a moment. The last second of it still counts. */
export function read({ from, warn, due }: Clock, now: number): Reading {
  const end = Date.parse(due);
  const left = end - now;
  const whole = from === null ? 0 : end - Date.parse(from);
  const gone = left <= 0 ? 100 : whole > 0 ? Math.min(100, Math.max(0, Math.round(((whole - left) / whole) * 100))) : 0;
  if (left < 0) return { tone: "bad", text: minutes(-left), gone };
  const amber = warn === null ? end - AMBER : Date.parse(warn);
  return { tone: now >= amber ? "warn" : "good", text: minutes(left), gone };
}
