import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const exportRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/exports", component: lazyRouteComponent(() => import("./ExportList"), "ExportList") }),
  createRoute({ getParentRoute: () => parent, path: "/exports/$id", component: lazyPage(() => import("./ExportPage"), "ExportPage") }),
];
