import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const activityRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/calendar", component: lazyRouteComponent(() => import("./CalendarPage"), "CalendarPage") }),
  createRoute({ getParentRoute: () => parent, path: "/tasks", component: lazyRouteComponent(() => import("./TaskPage"), "TaskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/tasks/$id", component: lazyRouteComponent(() => import("./TaskPage"), "TaskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/touchpoints", component: lazyRouteComponent(() => import("./TouchpointList"), "TouchpointList") }),
  // as the API calls them: figures name a list by the address of both
  createRoute({ getParentRoute: () => parent, path: "/activities", component: lazyRouteComponent(() => import("./TouchpointList"), "TouchpointList") }),
];
