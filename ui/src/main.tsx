import "@/shared/theme/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onUnauthenticated, queryClient } from "@/api/queryClient";
import { fetchPage, goToSignIn, router } from "@/app/router";
import { startTexts } from "@/shared/i18n/i18n";
import { rememberedLanguage } from "@/shared/i18n/language";
import { ThemeProvider } from "@/shared/theme/ThemeProvider";
import { Toasts } from "@/shared/ui/Toasts";

const root = document.querySelector("#root");
if (!root) throw new Error("index.html has no #root");

const texts = startTexts(rememberedLanguage());
fetchPage();
await texts;
onUnauthenticated(goToSignIn);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ThemeProvider>
        <RouterProvider router={router} />
        <Toasts />
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
