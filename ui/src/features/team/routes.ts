import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const teamRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/team", component: lazyPage(() => import("./EmployeeList"), "EmployeeList") }),
  createRoute({ getParentRoute: () => parent, path: "/team/units", component: lazyPage(() => import("./UnitPage"), "UnitPage") }),
  createRoute({ getParentRoute: () => parent, path: "/team/$id", component: lazyPage(() => import("./EmployeeDetail"), "EmployeeDetail") }),
];
