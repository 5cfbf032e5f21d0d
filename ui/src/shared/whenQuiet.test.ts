import { expect, it, vi } from "vitest";
import { whenQuiet } from "./whenQuiet";

it("comes when there is a connection again, and fails nobody meanwhile", async () => {
  const window = new EventTarget();
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("no connection")).mockResolvedValue("here");
  const found = whenQuiet(load);
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
  await Promise.resolve();
  window.dispatchEvent(new Event("online"));
  expect(await found).toBe("here");
  expect(load).toHaveBeenCalledTimes(2);
});
