import { lazyRouteComponent } from "@tanstack/react-router";
import { wholeTexts } from "./i18n";

/** A screen that comes with those texts that are not sent to everybody. */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    const [page] = await Promise.all([load(), wholeTexts()]);
    return page;
  }, name);
