import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const checkRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/checks", component: lazyPage(() => import("./ChecksPage"), "ChecksPage") }),
  createRoute({ getParentRoute: () => parent, path: "/checks/$id", component: lazyPage(() => import("./CheckPage"), "CheckPage") }),
];
