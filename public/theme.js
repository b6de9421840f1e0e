// Before the first paint: the theme, size and language chosen on this device,
// so that nothing flashes. The app takes over from here (src/platform/settings.rs).
try {
  const root = document.documentElement;
  const theme = localStorage.getItem("posy-theme");
  const density = localStorage.getItem("posy-density");
  const lang = localStorage.getItem("posy-lang");
  if (theme) root.dataset.theme = theme;
  if (density) root.dataset.density = density;
  root.lang = lang ?? (/^(ru|be|kk|ky)\b/.test(navigator.language) ? "ru" : "en");
} catch {
  // Without storage the system's theme and the page's language hold.
}
