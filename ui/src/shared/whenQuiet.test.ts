import { afterEach, expect, test } from "vitest";
import { queryClient } from "@/api/queryClient";
import { whenQuiet } from "./whenQuiet";

afterEach(() => queryClient.clear());

test("what is put off comes when nothing is asked any more", async () => {
  const under: { answer?: () => void } = {};
  const question = queryClient.fetchQuery({ queryKey: ["x"], queryFn: () => new Promise((done) => (under.answer = () => done(1))) });
  let loaded = false;
  const loading = whenQuiet(async () => (loaded = true));
  await new Promise((done) => setTimeout(done, 200));
  expect(loaded).toBe(false);
  under.answer?.();
  await question;
  await loading;
  expect(loaded).toBe(true);
});
