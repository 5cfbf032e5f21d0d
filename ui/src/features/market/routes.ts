import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const marketRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/market", component: lazyPage(() => import("./MarketPage"), "MarketPage") }),
  createRoute({ getParentRoute: () => parent, path: "/market/competitors", component: lazyPage(() => import("./CompetitorsPage"), "CompetitorsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/market/competitors/$id", component: lazyPage(() => import("./CompetitorPage"), "CompetitorPage") }),
  createRoute({ getParentRoute: () => parent, path: "/market/cards", component: lazyPage(() => import("./CardsPage"), "CardsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/market/cards/$id", component: lazyPage(() => import("./CardPage"), "CardPage") }),
  createRoute({ getParentRoute: () => parent, path: "/market/$id", component: lazyPage(() => import("./NotePage"), "NotePage") }),
];
