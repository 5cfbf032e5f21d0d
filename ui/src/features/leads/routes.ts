import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const leadRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/leads", component: lazyRouteComponent(() => import("./LeadList"), "LeadList") }),
  createRoute({ getParentRoute: () => parent, path: "/leads/$id", component: lazyRouteComponent(() => import("./LeadDetail"), "LeadDetail") }),
];
