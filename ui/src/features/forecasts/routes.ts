import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const forecastRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/forecast", component: lazyPage(() => import("./OutlookPage"), "OutlookPage") }),
  createRoute({ getParentRoute: () => parent, path: "/forecast/accuracy", component: lazyPage(() => import("./AccuracyPage"), "AccuracyPage") }),
  createRoute({ getParentRoute: () => parent, path: "/forecast/model", component: lazyPage(() => import("./ModelPage"), "ModelPage") }),
];
