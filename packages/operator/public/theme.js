// Before anything is painted: the theme and language that were chosen here before. Without a choice the system's hold.
const { documentElement } = document;
documentElement.lang = navigator.language.startsWith('ko') ? 'ko' : 'en';
try {
  const theme = localStorage.getItem('prego_theme');
  if (theme === 'light' || theme === 'dark') documentElement.dataset.theme = theme;
  const language = localStorage.getItem('prego_language');
  if (language === 'en' || language === 'ko') documentElement.lang = language;
} catch {
  // Storage is switched off: then nothing was chosen.
}
