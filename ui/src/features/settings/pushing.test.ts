import { expect, it } from "vitest";
import { deviceLabel, keyBytes } from "./pushing";

it("names a device as people know it", () => {
  expect(deviceLabel("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140")).toBe("Edge · Windows");
  expect(deviceLabel("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1")).toBe("Safari · iPhone");
  expect(deviceLabel("curl")).toBe("");
});

it("reads a key as it travels in an address", () => {
  expect([...keyBytes("-_8B")]).toEqual([251, 255, 1]);
});
