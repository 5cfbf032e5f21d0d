import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { askAgain } from "./askAgain";
import { follows, live } from "./meta";

/** A server whose record changes; each answer is read when asked for and given when the test says so. */
function slowServer() {
  const answers: (() => void)[] = [];
  const server = { record: "before", answers, ask: () => new Promise<string>((give) => answers.push(give.bind(null, server.record))) };
  return server;
}

const soon = () => new Promise((done) => setTimeout(done));

function screenShowing(client: QueryClient, ask: () => Promise<string>, meta: Record<string, unknown> = live("lead")) {
  const observer = new QueryObserver(client, { queryKey: ["lead"], queryFn: ask, meta, staleTime: 60_000 });
  observer.subscribe(() => undefined);
  return () => observer.getCurrentResult().data;
}

it("what was shown already is asked for again", async () => {
  const [client, server] = [new QueryClient(), slowServer()];
  const shown = screenShowing(client, server.ask);
  server.answers.shift()?.();
  await soon();
  server.record = "after";
  const asked = askAgain(client, follows);
  server.answers.shift()?.();
  await asked;
  expect(shown()).toBe("after");
});

it("a first answer read before the change is asked for once more", async () => {
  const [client, server] = [new QueryClient(), slowServer()];
  const shown = screenShowing(client, server.ask);
  server.record = "after";
  const asked = askAgain(client, follows);
  server.answers.shift()?.();
  await soon();
  server.answers.shift()?.();
  await asked;
  expect(shown()).toBe("after");
});

it("what does not change by itself is left alone", async () => {
  const [client, server] = [new QueryClient(), slowServer()];
  screenShowing(client, server.ask, {});
  server.answers.shift()?.();
  await soon();
  await askAgain(client, follows);
  expect(server.answers).toEqual([]);
});
