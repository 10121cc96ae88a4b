// Runs before the first paint, so that a chosen theme does not flash in late. The rest is in theme.js.
try {
  const theme = localStorage.getItem("sandbox.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off; the system's preference decides then.
}
