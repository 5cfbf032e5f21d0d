import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const activityRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/calendar", component: lazyRouteComponent(() => import("./CalendarPage"), "CalendarPage") }),
  createRoute({ getParentRoute: () => parent, path: "/tasks", component: lazyRouteComponent(() => import("./TaskPage"), "TaskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/tasks/$id", component: lazyRouteComponent(() => import("./TaskPage"), "TaskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/touchpoints", component: lazyRouteComponent(() => import("./TouchpointList"), "TouchpointList") }),
];
