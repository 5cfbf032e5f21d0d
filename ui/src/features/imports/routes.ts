import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const importRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/imports", component: lazyRouteComponent(() => import("./ImportList"), "ImportList") }),
  createRoute({ getParentRoute: () => parent, path: "/imports/new", component: lazyRouteComponent(() => import("./Upload"), "Upload") }),
  createRoute({ getParentRoute: () => parent, path: "/imports/$id", component: lazyRouteComponent(() => import("./ImportPage"), "ImportPage") }),
];
