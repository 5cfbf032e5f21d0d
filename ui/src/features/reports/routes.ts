import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const reportRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/reports", component: lazyPage(() => import("./ReportsPage"), "ReportsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/reports/templates", component: lazyPage(() => import("./TemplatesPage"), "TemplatesPage") }),
  createRoute({ getParentRoute: () => parent, path: "/reports/templates/$id", component: lazyPage(() => import("./TemplatePage"), "TemplatePage") }),
  // where a reminder leads: to the report that is to be written, or to the board of those that are missing
  createRoute({ getParentRoute: () => parent, path: "/reports/of/$id", component: lazyPage(() => import("./OpenOf"), "OpenOf") }),
  createRoute({ getParentRoute: () => parent, path: "/reports/$id", component: lazyPage(() => import("./ReportPage"), "ReportPage") }),
];
