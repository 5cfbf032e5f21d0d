import { useQueryClient } from "@tanstack/react-query";
import { switchLanguage } from "@/shared/i18n/i18n";
import type { Language } from "@/shared/i18n/language";
import { stopLive } from "@/shared/live/live";
import { signOut, useBusy, useEditMe } from "@/shared/session/session";
import { chooseTheme, type ThemeChoice } from "@/shared/theme/choice";
import { useTellFailure } from "@/shared/ui/useTell";

/** What a person changes about their own screen and presence, from any menu. */
export function usePreferences() {
  const client = useQueryClient();
  const tell = useTellFailure();
  const edit = useEditMe();
  const busy = useBusy();
  return {
    setLanguage: (language: Language) => {
      switchLanguage(language).then(() => client.invalidateQueries(), tell);
      edit.mutate({ language }, { onError: tell });
    },
    setTheme: (theme: ThemeChoice) => {
      chooseTheme(theme);
      edit.mutate({ theme }, { onError: tell });
    },
    setDuty: (onDuty: boolean) => edit.mutate({ on_duty: onDuty }, { onError: tell }),
    setBusy: (minutes: number) => busy.mutate(minutes, { onError: tell }),
    signOut: () => {
      stopLive();
      signOut().catch(tell);
    },
  };
}
