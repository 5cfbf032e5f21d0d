import { expect, it } from "vitest";
import { minutes, read } from "./clock";

const clock = { from: "2026-03-18T02:00:00Z", warn: "2026-03-18T02:03:00Z", due: "2026-03-18T02:05:00Z" };
const at = (time: string): number => Date.parse(`2026-03-18T${time}Z`);

it("counts down in minutes and seconds, from an hour on in hours too", () => {
  expect([0, 59_999, 60_000, 3_599_000, 3_600_000, 36_065_000].map(minutes)).toEqual(["0:00", "0:59", "1:00", "59:59", "1:00:00", "10:01:05"]);
});

it("a clock is green, amber after its warning, red past its end, and then counts up", () => {
  expect(read(clock, at("02:00:00"))).toEqual({ tone: "good", text: "5:00", gone: 0 });
  expect(read(clock, at("02:02:59"))).toEqual({ tone: "good", text: "2:01", gone: 60 });
  expect(read(clock, at("02:03:00"))).toEqual({ tone: "warn", text: "2:00", gone: 60 });
  expect(read(clock, at("02:05:00"))).toEqual({ tone: "warn", text: "0:00", gone: 100 });
  expect(read(clock, at("02:05:12"))).toEqual({ tone: "bad", text: "0:12", gone: 100 });
});

it("without a warning it turns amber two minutes before its end", () => {
  expect([read({ ...clock, warn: null }, at("02:02:59")).tone, read({ ...clock, warn: null }, at("02:03:00")).tone]).toEqual(["good", "warn"]);
});

it("the browser's own clock does not matter", async () => {
  const { learnServerTime, serverNow } = await import("@/shared/serverClock");
  const anHourSlow = Date.now() - 3_600_000;
  learnServerTime(new Date(Date.now()).toISOString(), anHourSlow);
  expect(Math.round((serverNow() - Date.now()) / 1000)).toBe(3600);
  learnServerTime(new Date(Date.now()).toISOString(), Date.now());
});
