import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const analyticsRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/analytics", component: lazyRouteComponent(() => import("./FunnelPage"), "FunnelPage") }),
  createRoute({ getParentRoute: () => parent, path: "/analytics/leads", component: lazyRouteComponent(() => import("./OutcomePage"), "OutcomePage") }),
];
