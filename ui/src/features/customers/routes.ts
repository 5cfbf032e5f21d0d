import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const customerRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/customers", component: lazyRouteComponent(() => import("./CustomerList"), "CustomerList") }),
  createRoute({ getParentRoute: () => parent, path: "/customers/completeness", component: lazyRouteComponent(() => import("./CompletenessPage"), "CompletenessPage") }),
  createRoute({ getParentRoute: () => parent, path: "/customers/$id", component: lazyPage(() => import("./CustomerDetail"), "CustomerDetail") }),
  createRoute({ getParentRoute: () => parent, path: "/contacts", component: lazyRouteComponent(() => import("./ContactList"), "ContactList") }),
  createRoute({ getParentRoute: () => parent, path: "/contacts/$id", component: lazyPage(() => import("./ContactDetail"), "ContactDetail") }),
];
