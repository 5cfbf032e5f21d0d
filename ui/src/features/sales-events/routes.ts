import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const salesEventRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/sales-events", component: lazyPage(() => import("./SalesEventsPage"), "SalesEventsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/sales-events/$id", component: lazyPage(() => import("./SalesEventPage"), "SalesEventPage") }),
  createRoute({ getParentRoute: () => parent, path: "/sales-events/$id/door", component: lazyPage(() => import("./DoorPage"), "DoorPage") }),
];
