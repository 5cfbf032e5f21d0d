import { expect, it } from "vitest";
import { patiently } from "./patience";

/** A server that never answers; it tells why it was let go. */
const silent: typeof fetch = (_, init) =>
  new Promise((_answer, refuse) => {
    if (!init?.signal) refuse(new Error("waits for ever"));
    if (init?.signal?.aborted) refuse(init.signal.reason as Error);
    init?.signal?.addEventListener("abort", () => refuse(init.signal?.reason as Error));
  });

it("a question that nobody answers is given up, a write is not cut off", async () => {
  await expect(patiently(new Request("http://there/"), silent, 5)).rejects.toMatchObject({ name: "TimeoutError" });
  await expect(patiently(new Request("http://there/", { method: "POST" }), silent, 5)).rejects.toThrow("waits for ever");
});

it("a question that is no longer wanted ends as before", async () => {
  const wish = new AbortController();
  const asked = patiently(new Request("http://there/", { signal: wish.signal }), silent, 5_000);
  wish.abort();
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
});
