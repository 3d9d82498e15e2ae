// What did this person choose on this machine? Kept in cookies, so that the server can write it into <html>
// and the page does not flash in the wrong theme.

/** Remember a choice for a year; an empty value forgets it. */
export function remember(name, value) {
  const age = value ? 60 * 60 * 24 * 365 : 0;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}
