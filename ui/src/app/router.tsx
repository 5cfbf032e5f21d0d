import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { ApiProblem } from "@/api/problem";
import { queryClient } from "@/api/queryClient";
import type { Me } from "@/api/types";
import { startLive } from "@/shared/live/live";
import { adoptPreferences, ME_KEY, meQuery } from "@/shared/session/session";
import { definitionsQuery } from "@/resource/custom/definitions";
import { Failing } from "@/shared/ui/Failing";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { parseSearch, stringifySearch } from "@/shared/urlSearch";
import { Missing } from "./Missing";
import { featureRoutes } from "./routes";

/** An address of nobody: a page of its own, since there is no shell around it. */
const NoPage = () => (
  <main>
    <h1 className="visually-hidden">404</h1>
    <Missing />
  </main>
);

const rootRoute = createRootRoute({ notFoundComponent: NoPage });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./SignIn"), "SignIn"),
});

/** What has to be done before anything else. */
const finishRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/finish",
  component: lazyRouteComponent(() => import("./Finish"), "Finish"),
  beforeLoad: async () => {
    if (!(await whoIsAsking("/")).pending) throw redirect({ to: "/" });
  },
});

/** Everything behind the sign-in: nothing of it is drawn before we know who is asking. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: lazyRouteComponent(() => import("./shell/Shell"), "Shell"),
  beforeLoad: async ({ location }) => {
    if ((await whoIsAsking(location.href)).pending) throw redirect({ to: "/finish" });
    startLive(queryClient); // before the page asks for anything: what is asked afterwards need not be asked again
    void queryClient.prefetchQuery(definitionsQuery);
  },
});

/** The person signed in; nobody is sent to sign in, and to `href` afterwards. */
async function whoIsAsking(href: string): Promise<Me> {
  const known = queryClient.getQueryData<Me>(ME_KEY);
  if (known) return known;
  try {
    const me = await queryClient.fetchQuery(meQuery);
    await adoptPreferences(me);
    return me;
  } catch (error) {
    if (error instanceof ApiProblem && error.unauthenticated) throw redirect({ to: "/sign-in", search: returnTo(href) as never });
    throw error;
  }
}

const returnTo = (href: string): Record<string, string> => (href === "/" ? {} : { next: href });

const routeTree = rootRoute.addChildren([signInRoute, finishRoute, shellRoute.addChildren(featureRoutes(shellRoute))]);

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

/** Fetches the scripts of the page that is asked for beside the texts. Who asks the page itself asked already (`shared/early`):
 * the route takes that up, and shows the person their own language. */
export function fetchPage(): void {
  const { pathname } = location;
  if (pathname === "/sign-in") return;
  for (const route of router.getMatchedRoutes(pathname)[0]) void router.loadRouteChunk(route)?.catch(() => undefined);
}

/** Sends who was signed out to sign in, and back here afterwards: by a fresh page, so that nothing of theirs is left in this one. */
export function goToSignIn(): void {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in" || !queryClient.getQueryData(ME_KEY)) return;
  const { href: address } = router.buildLocation({ to: "/sign-in", search: returnTo(href) as never });
  location.assign(address);
}
