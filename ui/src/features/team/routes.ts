import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const teamRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/team", component: lazyRouteComponent(() => import("./EmployeeList"), "EmployeeList") }),
  createRoute({ getParentRoute: () => parent, path: "/team/units", component: lazyRouteComponent(() => import("./UnitPage"), "UnitPage") }),
  createRoute({ getParentRoute: () => parent, path: "/team/$id", component: lazyRouteComponent(() => import("./EmployeeDetail"), "EmployeeDetail") }),
];
