import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const workbenchRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/", component: lazyRouteComponent(() => import("./Workbench"), "Workbench") }),
  createRoute({ getParentRoute: () => parent, path: "/agenda", component: lazyRouteComponent(() => import("./Agenda"), "Agenda") }),
];
