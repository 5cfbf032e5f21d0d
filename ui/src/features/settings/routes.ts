import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";

export const settingsRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/settings", component: lazyRouteComponent(() => import("./Profile"), "Profile") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/security", component: lazyRouteComponent(() => import("./Security"), "Security") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/roles", component: lazyRouteComponent(() => import("./Roles"), "Roles") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/company", component: lazyRouteComponent(() => import("./Company"), "Company") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/shared-keys", component: lazyRouteComponent(() => import("./SharedKeys"), "SharedKeys") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/products", component: lazyRouteComponent(() => import("./Products"), "Products") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/competitors", component: lazyRouteComponent(() => import("./Competitors"), "Competitors") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/fields", component: lazyRouteComponent(() => import("./FieldsPage"), "FieldsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/customers", component: lazyRouteComponent(() => import("./Requirements"), "Requirements") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/tokens", component: lazyRouteComponent(() => import("./Tokens"), "Tokens") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/audit", component: lazyRouteComponent(() => import("./Audit"), "Audit") }),
];
