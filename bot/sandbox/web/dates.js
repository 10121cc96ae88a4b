// Dates and times as people read them. Months are written out here because browsers differ in their Kazakh.

import { language, say } from "./words.js";

const months = {
  kk: ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"],
  ru: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};

const two = (number) => String(number).padStart(2, "0");

/** Returns the time of day, "09:05", of a moment in Unix seconds, in the browser's time zone. */
export function timeOf(seconds) {
  const date = new Date(seconds * 1000);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Returns the day of a moment in Unix seconds as "2026-11-22", in the browser's time zone. */
export function dayOf(seconds) {
  const date = new Date(seconds * 1000);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Returns "Today", "Yesterday", "18 October" or "18 October 2024" for a day as dayOf gives it. */
export function dayName(day, now = Date.now() / 1000) {
  if (day === dayOf(now)) return say("today");
  if (day === dayOf(now - 86400)) return say("yesterday");
  const [year, month, date] = day.split("-").map(Number);
  const plain = `${date} ${months[language()][month - 1]}`;
  if (year === new Date(now * 1000).getFullYear()) return plain;
  const endings = { kk: `${year} жылғы ${plain}`, ru: `${plain} ${year} г.`, en: `${plain} ${year}` };
  return endings[language()];
}
