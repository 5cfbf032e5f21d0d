import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const activityRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/calendar", component: lazyPage(() => import("./CalendarPage"), "CalendarPage") }),
  createRoute({ getParentRoute: () => parent, path: "/tasks", component: lazyPage(() => import("./TaskPage"), "TaskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/tasks/$id", component: lazyPage(() => import("./TaskPage"), "TaskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/touchpoints", component: lazyPage(() => import("./TouchpointList"), "TouchpointList") }),
  // as the API calls them: figures name a list by the address of both
  createRoute({ getParentRoute: () => parent, path: "/activities", component: lazyPage(() => import("./TouchpointList"), "TouchpointList") }),
];
