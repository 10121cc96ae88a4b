// Line icons, 24 by 24, drawn here so that the page needs nothing from outside.

const space = "http://www.w3.org/2000/svg";

const lines = {
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  down: "M6 9.5l6 6 6-6",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  pencil: "M4 20l1-4.5L16.2 4.3a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19zM14.5 6l3.5 3.5",
  moon: "M20 14.2A8.2 8.2 0 0 1 9.8 4a8.2 8.2 0 1 0 10.2 10.2z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  send: "M4.5 12L3.5 4.5 21 12 3.5 19.5 4.5 12zM4.5 12H12",
  clip: "M20 11.5l-8.3 8.3a5.2 5.2 0 0 1-7.4-7.4l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.8 1.8 0 0 1-2.5-2.5l7.7-7.7",
  menu: "M4 7h16M4 12h16M4 17h10",
  reply: "M10 6l-6 6 6 6M4 12h9a7 7 0 0 1 7 7",
  copy: "M9 9h10.5v11H9zM5.5 15H4.5V4H15v1.5",
  check: "M5 12.5l4.5 4.5L19 7",
  checks: "M2.5 12.8l4 4L15 8M11.5 16.5l.5.3L21 8",
  photo: "M4 5.5h16v13H4zM4 16l4.7-5 4.3 4.5 2.5-2.5L20 17M15.5 9v.01",
  sticker: "M20 13a8 8 0 1 1-9-9c0 5 3 9 9 9zM20 13c0 3.5-4.5 8-8 8M9 14.5c1 1.5 2.5 2 4.5 1.7M8.5 10v.01",
  voice: "M12 3.5a3 3 0 0 0-3 3V12a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  location: "M12 21c-4.5-5-6.5-8.2-6.5-11a6.5 6.5 0 0 1 13 0c0 2.8-2 6-6.5 11zM12 7.8a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z",
  contact: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  group: "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.5a6.5 6.5 0 0 1 13 0M16 5.3a3.3 3.3 0 0 1 0 6.4M18 13.7a6 6 0 0 1 3.5 5.8",
  channel: "M4 10v4h3.5l8.5 4.5v-13L7.5 10zM8 14.5l1.3 5h2.5L10.5 15.5M19 9.5c1.3 1.5 1.3 3.5 0 5",
  block: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12",
  broom: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.5 10.5v6M13.5 10.5v6",
  flask: "M9.5 3.5v6L4.5 18.5a1.5 1.5 0 0 0 1.3 2.2h12.4a1.5 1.5 0 0 0 1.3-2.2L14.5 9.5v-6M8 3.5h8M7.5 14.5h9",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5V8.5h5",
  phone: "M5 4h3.8l1.7 4.5-2.2 1.7a12 12 0 0 0 5.5 5.5l1.7-2.2L20 15.2V19a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z",
  out: "M8 16L17 7M9.5 7H17v7.5",
  share: "M14 5l6 6-6 6v-3.5C9 13.5 6 15 4 18c.5-5 3.5-9 10-9.5z",
  play: "M8 5.5v13l10.5-6.5z",
  search: "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
  window: "M4 5h16v14H4zM4 9h16",
};

/** Returns the named icon as an element that screen readers pass over. */
export function icon(name) {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", lines[name]);
  svg.append(path);
  return svg;
}
