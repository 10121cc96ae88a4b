// The page's own words in Kazakh, Russian and English. Others get English.

const names = { kk: "Қазақша", ru: "Русский", en: "English", uz: "Oʻzbekcha", ky: "Кыргызча", tr: "Türkçe", de: "Deutsch", zh: "中文" };

const words = {
  kk: {
    app: "Құмсалғыш", skip: "Хабарлама өрісіне өту", people: "Сынақ пайдаланушылары", addPerson: "Пайдаланушы қосу", theme: "Безендіру",
    themeToLight: "Күндізгі түске ауысу", themeToDark: "Түнгі түске ауысу", chats: "Чаттар", actingAs: "Сіз: {name}",
    newChat: "Жаңа чат", newGroup: "Жаңа топ", newChannel: "Жаңа арна", about: "Бұл – жергілікті Telegram: хабарламалар осы компьютерден шықпайды.",
    back: "Чаттар тізіміне оралу", extras: "Басқару", chatMenu: "Чат мәзірі", offline: "Байланыс жоқ. Қайта қосылуда…", retry: "Қайталау",
    online: "Байланыс қалпына келді", messages: "Хабарламалар", toEnd: "Соңғы хабарламаға өту", toEndNew: "Соңғы хабарламаға өту, жаңасы: {count}",
    close: "Жабу", cancel: "Бас тарту", ok: "Жарайды", create: "Жасау", name: "Аты", title: "Атауы", language: "Тілі", bot: "бот", group: "топ", channel: "арна",
    typing: "жазып жатыр", unread: "оқылмағаны: {count}", today: "Бүгін", yesterday: "Кеше", edited: "өзгертілді", you: "Сіз",
    forwarded: "Қайта жіберілген: {name}", via: "{name} арқылы", photo: "Фото", document: "Файл", contact: "Контакт", sticker: "Стикер", voice: "Дауыстық хабарлама",
    location: "Геоорын", video: "Бейне", openPhoto: "Фотоны ашу", download: "{name} файлын жүктеу", callNumber: "{phone} нөміріне қоңырау шалу", hidden: "Жасырын мәтін, көрсету",
    more: "Толығырақ", less: "Жинау", buttons: "Батырмалар", buttonCount: "Батырма саны: {count}", actions: "Хабарлама әрекеттері", reply: "Жауап беру", edit: "Өзгерту", copy: "Мәтінді көшіру",
    copied: "Көшірілді", cannotCopy: "Көшіру мүмкін болмады", replyTo: "{name} – жауап", editing: "Хабарламаны өзгерту", gone: "Жойылған хабарлама", field: "Хабарлама", write: "Хабарлама жазу…",
    broadcast: "Жарияланым жазу…", send: "Жіберу", save: "Сақтау", attach: "Тіркеу", menu: "Мәзір", menuOf: "Бот командалары", start: "БАСТАУ", whatCan: "Бұл бот не істей алады?",
    empty: "Мұнда әзірге хабарлама жоқ", blockedNote: "Сіз бұл ботты бұғаттадыңыз", block: "Ботты бұғаттау", unblock: "Бұғаттан шығару", clear: "Тарихты тазарту",
    clearAsk: "Бұл чаттың бүкіл тарихы жойылсын ба?", clearYes: "Тазарту", searching: "Ізделуде…", nothing: "Ештеңе табылмады", results: "Нәтижелер", commands: "Командалар",
    chooseChat: "Чатты таңдаңыз", noAnswer: "Бот жауап бермеді", failed: "Орындалмады: {reason}", notSent: "Хабарлама жіберілмеді: {reason}", noServer: "сервермен байланыс жоқ",
    opensSite: "{text}, сыртқы сілтеме", loading: "жүктелуде", tooLong: "Хабарлама тым ұзын: {count} / 4096", newPeople: "Жаңа сынақ пайдаланушысы", service: "Қызметтік хабар",
    replyBoard: "Жауап батырмалары",
    groupMade: "Топ құрылды", channelMade: "Арна құрылды", joined: "{names} чатқа қосылды", leftChat: "{names} чаттан шықты", renamed: "Жаңа атауы: {title}", pinned: "Хабарлама бекітілді",
  },
  ru: {
    app: "Песочница", skip: "Перейти к полю сообщения", people: "Тестовые пользователи", addPerson: "Добавить пользователя", theme: "Оформление",
    themeToLight: "Включить дневную тему", themeToDark: "Включить ночную тему", chats: "Чаты", actingAs: "Вы: {name}",
    newChat: "Новый чат", newGroup: "Новая группа", newChannel: "Новый канал", about: "Это локальный Telegram: сообщения не покидают этот компьютер.",
    back: "Назад к списку чатов", extras: "Управление", chatMenu: "Меню чата", offline: "Нет соединения. Подключаемся…", retry: "Повторить",
    online: "Соединение восстановлено", messages: "Сообщения", toEnd: "К последнему сообщению", toEndNew: "К последнему сообщению, новых: {count}",
    close: "Закрыть", cancel: "Отмена", ok: "Хорошо", create: "Создать", name: "Имя", title: "Название", language: "Язык", bot: "бот", group: "группа", channel: "канал",
    typing: "печатает", unread: "непрочитанных: {count}", today: "Сегодня", yesterday: "Вчера", edited: "изменено", you: "Вы",
    forwarded: "Переслано от: {name}", via: "через {name}", photo: "Фото", document: "Файл", contact: "Контакт", sticker: "Стикер", voice: "Голосовое сообщение",
    location: "Геопозиция", video: "Видео", openPhoto: "Открыть фото", download: "Скачать файл {name}", callNumber: "Позвонить по номеру {phone}", hidden: "Скрытый текст, показать",
    more: "Показать полностью", less: "Свернуть", buttons: "Кнопки", buttonCount: "Кнопок: {count}", actions: "Действия с сообщением", reply: "Ответить", edit: "Изменить", copy: "Копировать текст",
    copied: "Скопировано", cannotCopy: "Не удалось скопировать", replyTo: "Ответ: {name}", editing: "Изменение сообщения", gone: "Удалённое сообщение", field: "Сообщение", write: "Сообщение…",
    broadcast: "Публикация…", send: "Отправить", save: "Сохранить", attach: "Прикрепить", menu: "Меню", menuOf: "Команды бота", start: "НАЧАТЬ", whatCan: "Что умеет этот бот?",
    empty: "Здесь пока нет сообщений", blockedNote: "Вы заблокировали этого бота", block: "Заблокировать бота", unblock: "Разблокировать", clear: "Очистить историю",
    clearAsk: "Удалить всю историю этого чата?", clearYes: "Очистить", searching: "Поиск…", nothing: "Ничего не найдено", results: "Результаты", commands: "Команды",
    chooseChat: "Выберите чат", noAnswer: "Бот не ответил", failed: "Не получилось: {reason}", notSent: "Сообщение не отправлено: {reason}", noServer: "нет связи с сервером",
    opensSite: "{text}, внешняя ссылка", loading: "загрузка", tooLong: "Слишком длинное сообщение: {count} / 4096", newPeople: "Новый тестовый пользователь", service: "Служебное сообщение",
    replyBoard: "Кнопки ответа",
    groupMade: "Группа создана", channelMade: "Канал создан", joined: "Теперь в чате: {names}", leftChat: "Больше не в чате: {names}", renamed: "Новое название: {title}", pinned: "Сообщение закреплено",
  },
  en: {
    app: "Sandbox", skip: "Skip to the message field", people: "Test people", addPerson: "Add a person", theme: "Appearance",
    themeToLight: "Switch to day colours", themeToDark: "Switch to night colours", chats: "Chats", actingAs: "You: {name}",
    newChat: "New chat", newGroup: "New group", newChannel: "New channel", about: "This is a local Telegram: messages never leave this computer.",
    back: "Back to the chats", extras: "Controls", chatMenu: "Chat menu", offline: "No connection. Reconnecting…", retry: "Retry",
    online: "Connected again", messages: "Messages", toEnd: "Go to the last message", toEndNew: "Go to the last message, new: {count}",
    close: "Close", cancel: "Cancel", ok: "OK", create: "Create", name: "Name", title: "Title", language: "Language", bot: "bot", group: "group", channel: "channel",
    typing: "typing", unread: "unread: {count}", today: "Today", yesterday: "Yesterday", edited: "edited", you: "You",
    forwarded: "Forwarded from {name}", via: "via {name}", photo: "Photo", document: "File", contact: "Contact", sticker: "Sticker", voice: "Voice message",
    location: "Location", video: "Video", openPhoto: "Open the photo", download: "Download {name}", callNumber: "Call {phone}", hidden: "Hidden text, show",
    more: "Show more", less: "Show less", buttons: "Buttons", buttonCount: "Buttons: {count}", actions: "Message actions", reply: "Reply", edit: "Edit", copy: "Copy text",
    copied: "Copied", cannotCopy: "Could not copy", replyTo: "Reply to {name}", editing: "Edit message", gone: "Deleted message", field: "Message", write: "Message…",
    broadcast: "Broadcast…", send: "Send", save: "Save", attach: "Attach", menu: "Menu", menuOf: "Bot commands", start: "START", whatCan: "What can this bot do?",
    empty: "No messages here yet", blockedNote: "You have blocked this bot", block: "Block the bot", unblock: "Unblock", clear: "Clear history",
    clearAsk: "Delete the whole history of this chat?", clearYes: "Clear", searching: "Searching…", nothing: "Nothing found", results: "Results", commands: "Commands",
    chooseChat: "Choose a chat", noAnswer: "The bot did not answer", failed: "That did not work: {reason}", notSent: "Message not sent: {reason}", noServer: "the server is out of reach",
    opensSite: "{text}, external link", loading: "loading", tooLong: "The message is too long: {count} / 4096", newPeople: "New test person", service: "Service message",
    replyBoard: "Reply keyboard",
    groupMade: "Group created", channelMade: "Channel created", joined: "{names} joined", leftChat: "{names} left", renamed: "New title: {title}", pinned: "Message pinned",
  },
};

let chosen = "en";

/** Sets the language of the page's words; returns the one that is used (kk, ru or en). */
export function setLanguage(code) {
  chosen = Object.hasOwn(words, code) ? code : "en";
  document.documentElement.lang = chosen;
  return chosen;
}

/** Returns the language of the page's words: kk, ru or en. */
export function language() {
  return chosen;
}

/** Returns a phrase in the page's language with `{placeholders}` filled from `values`. */
export function say(key, values = {}) {
  return words[chosen][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Returns the languages a test person can have, as [code, own name] pairs. */
export function languages() {
  return Object.entries(names);
}

/** Returns a language's own name, or its code when it has none here. */
export function languageName(code) {
  return names[code] ?? code;
}

/** Puts the words into everything under `root` that names them in data-word, data-label or data-tip. */
export function localise(root) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of root.querySelectorAll("[data-tip]")) {
    node.setAttribute("aria-label", say(node.dataset.tip));
    node.title = say(node.dataset.tip);
  }
}
