import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { Me } from "@/api/types";
import { switchLanguage } from "@/shared/i18n/i18n";
import { isLanguage } from "@/shared/i18n/language";
import { chooseTheme, isThemeChoice } from "@/shared/theme/choice";

export const ME_KEY = ["me"] as const;

const fetchMe = async ({ signal }: { signal?: AbortSignal }): Promise<Me> => must(await api.GET("/api/v1/me", { signal }));

export const meQuery = { queryKey: ME_KEY, queryFn: fetchMe, staleTime: 60_000 } as const;

/** Who is signed in. Only used inside the shell, where it is known. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("useMe outside the signed-in part of the app");
  return data;
}

/** Answers whether the person may use a permission at all, in any scope. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => permission in permissions;
}

/** Shows the person their own language and theme. */
export async function adoptPreferences(me: Me): Promise<void> {
  if (isThemeChoice(me.theme)) chooseTheme(me.theme);
  if (isLanguage(me.language)) await switchLanguage(me.language);
}

/** Opens a session; gives a challenge instead for who has a second factor. */
export async function signIn(client: QueryClient, login: string, password: string): Promise<string | null> {
  const answer = must(await api.POST("/api/v1/sessions", { body: { login, password } }));
  if ("challenge" in answer) return answer.challenge;
  await enter(client, answer);
  return null;
}

/** The second step. */
export async function signInWithCode(client: QueryClient, challenge: string, code: string): Promise<void> {
  await enter(client, must(await api.POST("/api/v1/sessions/confirmations", { body: { challenge, code } })));
}

async function enter(client: QueryClient, me: Me): Promise<void> {
  client.clear();
  client.setQueryData(ME_KEY, me);
  await adoptPreferences(me);
}

/** Leaves by a fresh page, so that nothing of the person is left in this one. */
export async function signOut(): Promise<void> {
  await api.DELETE("/api/v1/sessions/current");
  location.assign("/sign-in");
}

type Mine = Partial<Pick<Me, "language" | "theme" | "on_duty">>;

/** Duty belongs to the employee, the rest to the account. */
async function saveMine(me: Me, { on_duty: onDuty, ...preferences }: Mine): Promise<void> {
  const path = { id: me.id };
  if (onDuty !== undefined) await api.POST("/api/v1/employees/{id}/duty", { params: { path }, body: { on_duty: onDuty } });
  else await api.PATCH("/api/v1/me", { body: preferences });
}

/** Says that one is busy for so many minutes, or (0) no longer; the server says until when, and how often one still may. */
export function useBusy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (minutes: number) => {
      const params = { path: { id: (await client.ensureQueryData(meQuery)).id } };
      if (minutes > 0) await api.POST("/api/v1/employees/{id}/busy", { params, body: { minutes } });
      else await api.DELETE("/api/v1/employees/{id}/busy", { params });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ME_KEY }),
  });
}

/** Changes one's own language, theme or duty, at once on the screen and then on the server. */
export function useEditMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (changes: Mine) => saveMine(await client.ensureQueryData(meQuery), changes),
    onMutate: (changes) => {
      const before = client.getQueryData<Me>(ME_KEY);
      if (before) client.setQueryData<Me>(ME_KEY, { ...before, ...changes });
      return before;
    },
    onError: (_error, _changes, before) => client.setQueryData(ME_KEY, before),
  });
}
