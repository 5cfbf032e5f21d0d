import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const analyticsRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/analytics", component: lazyRouteComponent(() => import("./FunnelPage"), "FunnelPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/leads", component: lazyRouteComponent(() => import("./OutcomePage"), "OutcomePage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/returns", component: lazyPage(() => import("./ReturnsPage"), "ReturnsPage") }),
];
