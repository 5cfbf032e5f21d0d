import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const settingsRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/settings", component: lazyPage(() => import("./Profile"), "Profile") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/security", component: lazyPage(() => import("./Security"), "Security") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/roles", component: lazyPage(() => import("./Roles"), "Roles") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/company", component: lazyPage(() => import("./Company"), "Company") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/messengers", component: lazyPage(() => import("./Messengers"), "Messengers") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/channels", component: lazyPage(() => import("./Connections"), "Connections") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/shared-keys", component: lazyPage(() => import("./SharedKeys"), "SharedKeys") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/tags", component: lazyPage(() => import("./Tags"), "Tags") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/products", component: lazyPage(() => import("./Products"), "Products") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/metrics", component: lazyPage(() => import("./Metrics"), "Metrics") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/competitors", component: lazyPage(() => import("./Competitors"), "Competitors") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/fields", component: lazyPage(() => import("./FieldsPage"), "FieldsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/rules", component: lazyPage(() => import("./RulesPage"), "RulesPage") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/grading", component: lazyPage(() => import("./GradingPage"), "GradingPage") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/targets", component: lazyPage(() => import("./TargetCapacity"), "TargetCapacity") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/quotas", component: lazyPage(() => import("./QuotaSettings"), "QuotaSettings") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/forms", component: lazyPage(() => import("./FormsPage"), "FormsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/forms/submissions", component: lazyPage(() => import("./SubmissionsPage"), "SubmissionsPage") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/forms/$id", component: lazyPage(() => import("./FormPage"), "FormPage") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/chats", component: lazyPage(() => import("./ChatSettings"), "ChatSettings") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/customers", component: lazyPage(() => import("./Requirements"), "Requirements") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/tokens", component: lazyPage(() => import("./Tokens"), "Tokens") }),
  createRoute({ getParentRoute: () => parent, path: "/settings/audit", component: lazyPage(() => import("./Audit"), "Audit") }),
];
