import { addTexts } from "../i18n";

// The first load does without the texts of these pages; importing this module brings them.
await addTexts({
  en: () => import("../i18n/pages/en.json"),
  ko: () => import("../i18n/pages/ko.json"),
});
