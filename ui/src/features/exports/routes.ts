import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const exportRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/exports", component: lazyRouteComponent(() => import("./ExportList"), "ExportList") }),
  createRoute({ getParentRoute: () => parent, path: "/exports/$id", component: lazyRouteComponent(() => import("./ExportPage"), "ExportPage") }),
];
