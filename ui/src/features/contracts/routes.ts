import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { lazyPage } from "@/shared/i18n/lazyPage";

export const contractRoutes = (parent: AnyRoute): AnyRoute[] => [
  createRoute({ getParentRoute: () => parent, path: "/contracts", component: lazyRouteComponent(() => import("./ContractList"), "ContractList") }),
  createRoute({ getParentRoute: () => parent, path: "/contracts/$id", component: lazyPage(() => import("./ContractDetail"), "ContractDetail") }),
  createRoute({ getParentRoute: () => parent, path: "/instalments", component: lazyRouteComponent(() => import("./InstalmentList"), "InstalmentList") }),
  createRoute({ getParentRoute: () => parent, path: "/receipts", component: lazyRouteComponent(() => import("./ReceiptList"), "ReceiptList") }),
];
