import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const targetRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/targets", component: lazyPage(() => import("./TargetsPage"), "TargetsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/targets/cells/$id", component: lazyPage(() => import("./TargetCellPage"), "TargetCellPage") }),
  createRoute({ getParentRoute: () => parent, path: "/targets/figures/$code", component: lazyPage(() => import("./FigurePage"), "FigurePage") }),
  createRoute({ getParentRoute: () => parent, path: "/targets/$id", component: lazyPage(() => import("./TargetPage"), "TargetPage") }),
  createRoute({ getParentRoute: () => parent, path: "/targets/$id/tracking", component: lazyPage(() => import("./TrackingPage"), "TrackingPage") }),
];
