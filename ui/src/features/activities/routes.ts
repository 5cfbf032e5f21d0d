import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const activityRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/touchpoints", component: lazyRouteComponent(() => import("./TouchpointList"), "TouchpointList") }),
];
