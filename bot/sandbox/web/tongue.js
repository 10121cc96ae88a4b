// In which language a text is probably written, so that screen readers pronounce it rightly.

/** Returns "kk", "ru", "en" or "ar" for `text`; `fallback` (a language code) when nothing speaks clearly. */
export function tongueOf(text, fallback) {
  if (/[әғқңөұүһі]/i.test(text)) return "kk";
  const cyrillic = (text.match(/\p{Script=Cyrillic}/gu) ?? []).length;
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length;
  const arabic = (text.match(/\p{Script=Arabic}/gu) ?? []).length;
  if (arabic > cyrillic + latin) return "ar";
  if (cyrillic > latin) return fallback === "kk" && cyrillic < 40 ? "kk" : "ru";
  if (latin > cyrillic && latin > 3) return fallback === "kk" || fallback === "ru" ? "en" : fallback;
  return fallback;
}
