// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, test } from "vitest";
import { Gradual, LaterRow, rowsInSight } from "./Gradual";

afterEach(cleanup);

const table = (from: boolean) => (
  <Gradual from={from}>
    <table>
      <tbody>
        <LaterRow data-testid="seen" />
        <LaterRow data-testid="below" late />
      </tbody>
    </table>
  </Gradual>
);

test("rows below what is seen are left out at first", () => {
  const first = renderToString(table(true));
  expect(first).toContain("seen");
  expect(first).not.toContain("below");
});

test("and follow by themselves", async () => {
  await act(async () => void render(table(true)));
  expect(screen.getByTestId("below").getAttribute("late")).toBeNull();
});

test("where a page is come back to, all are there at once, so that it stands where it stood", () => {
  expect(renderToString(table(false))).toContain("below");
});

test("a screen is filled, and a very low one shows some", () => {
  expect(rowsInSight(900)).toBeGreaterThanOrEqual(22);
  expect(rowsInSight(100)).toBe(10);
});
