import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const deskRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/dispatch", component: lazyRouteComponent(() => import("./DeskPage"), "DeskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/compliance", component: lazyRouteComponent(() => import("./CompliancePage"), "CompliancePage") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/stints", component: lazyRouteComponent(() => import("./StintList"), "StintList") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/breaches", component: lazyRouteComponent(() => import("./BreachList"), "BreachList") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/breaches/$id", component: lazyRouteComponent(() => import("./BreachPage"), "BreachPage") }),
];
