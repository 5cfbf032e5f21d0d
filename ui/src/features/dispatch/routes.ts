import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const deskRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/dispatch", component: lazyPage(() => import("./DeskPage"), "DeskPage") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/compliance", component: lazyPage(() => import("./CompliancePage"), "CompliancePage") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/stints", component: lazyPage(() => import("./StintList"), "StintList") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/breaches", component: lazyPage(() => import("./BreachList"), "BreachList") }),
  createRoute({ getParentRoute: () => parent, path: "/dispatch/breaches/$id", component: lazyPage(() => import("./BreachPage"), "BreachPage") }),
];
