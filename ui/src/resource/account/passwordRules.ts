export interface Rule {
  key: string;
  kept: boolean;
}

/** What can be told while somebody types; common and former passwords only the server knows. */
export function rulesFor(password: string, login: string, minimum: number): Rule[] {
  const typed = password.toLowerCase();
  return [
    { key: "length", kept: [...password].length >= minimum },
    { key: "digits", kept: /\D/u.test(password) },
    { key: "login", kept: typed !== "" && !typed.includes(login.toLowerCase()) },
  ];
}
