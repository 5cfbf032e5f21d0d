/** Where leads, customers and deals come from: one vocabulary, so that what becomes of them can be compared. */
export const SOURCES = ["manual", "form", "chat", "phone", "file", "api", "email", "wecom", "advert", "event", "referral", "other"] as const;
