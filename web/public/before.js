// Before anything is painted: the theme and the language this browser chose, so that neither flashes.
{
  const theme = localStorage.getItem('agora.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const language = localStorage.getItem('agora.language') ?? navigator.language.slice(0, 2);
  document.documentElement.lang = language === 'de' ? 'de' : 'en';
}
