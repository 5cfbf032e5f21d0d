import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

type Screens = typeof import("./pages");
const screen = (name: keyof Screens) => lazyPage<Screens, keyof Screens>(() => import("./pages"), name);

export const marketRoutes = (parent: AnyRoute): AnyRoute[] =>
  (
    [
      ["/market", "MarketPage"],
      ["/market/competitors", "CompetitorsPage"],
      ["/market/competitors/$id", "CompetitorPage"],
      ["/market/cards", "CardsPage"],
      ["/market/cards/$id", "CardPage"],
      ["/market/$id", "NotePage"],
    ] as const
  ).map(([path, name]) => createRoute({ getParentRoute: () => parent, path, component: screen(name) }));
