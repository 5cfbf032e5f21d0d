import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const visitRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/visits", component: lazyPage(() => import("./VisitsPage"), "VisitsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/visits/route", component: lazyPage(() => import("./RoutePage"), "RoutePage") }),
  createRoute({ getParentRoute: () => parent, path: "/visits/$id", component: lazyPage(() => import("./VisitPage"), "VisitPage") }),
];
