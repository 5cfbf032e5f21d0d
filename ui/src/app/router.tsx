import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { ApiProblem } from "@/api/problem";
import { queryClient } from "@/api/queryClient";
import { adoptPreferences, ME_KEY, meQuery } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { parseSearch, stringifySearch } from "@/shared/urlSearch";
import { Missing } from "./Missing";
import { featureRoutes } from "./routes";

const rootRoute = createRootRoute();

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./SignIn"), "SignIn"),
});

/** Everything behind the sign-in: nothing of it is drawn before we know who is asking. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: lazyRouteComponent(() => import("./shell/Shell"), "Shell"),
  beforeLoad: async ({ location }) => {
    if (queryClient.getQueryData(ME_KEY)) return;
    try {
      await adoptPreferences(await queryClient.fetchQuery(meQuery));
    } catch (error) {
      if (error instanceof ApiProblem && error.unauthenticated) {
        throw redirect({ to: "/sign-in", search: returnTo(location.href) as never });
      }
      throw error;
    }
  },
});

const returnTo = (href: string): Record<string, string> => (href === "/" ? {} : { next: href });

const routeTree = rootRoute.addChildren([signInRoute, shellRoute.addChildren(featureRoutes(shellRoute))]);

export const router = createRouter({
  routeTree,
  parseSearch: (text) => parseSearch(text.replace(/^\?/, "")),
  stringifySearch,
  defaultPreload: "intent",
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultErrorComponent: ({ error, reset }) => <Failing error={error} onRetry={reset} />,
  defaultNotFoundComponent: Missing,
  scrollRestoration: true,
  scrollToTopSelectors: ["#main"],
});

/** Sends the person to sign in, and back here afterwards. */
export function goToSignIn(): void {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in") return;
  queryClient.removeQueries({ queryKey: ME_KEY });
  void router.navigate({ to: "/sign-in", search: returnTo(href) as never });
}
