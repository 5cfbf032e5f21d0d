import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const importRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/imports", component: lazyPage(() => import("./ImportList"), "ImportList") }),
  createRoute({ getParentRoute: () => parent, path: "/imports/new", component: lazyPage(() => import("./Upload"), "Upload") }),
  createRoute({ getParentRoute: () => parent, path: "/imports/$id", component: lazyPage(() => import("./ImportPage"), "ImportPage") }),
];
