import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { createApi } from './api.ts';
import { ApiContext, ReaderContext } from './context.ts';
import { keepLanguage, keepTheme, keepToken, keptLanguage, keptTheme, keptToken, type Language, type Theme } from './kept.ts';
import { SignIn } from './pages/sign-in.tsx';
import { Shell } from './shell.tsx';
import { Preferences } from './ui/preferences.tsx';

/** The whole console: a door, and the house behind it. */
export function App() {
  const [token, setToken] = useState(keptToken);
  const [ended, setEnded] = useState(false);
  const [language, setLanguage] = useState<Language>(keptLanguage);
  const [theme, setTheme] = useState<Theme>(keptTheme);

  useEffect(() => {
    document.documentElement.lang = language;
    keepLanguage(language);
  }, [language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    keepTheme(theme);
  }, [theme]);

  const enter = useCallback((fresh: string | null, wasEnded = false) => {
    keepToken(fresh);
    setToken(fresh);
    setEnded(wasEnded);
  }, []);
  const api = useMemo(() => (token === null ? null : createApi(token, () => enter(null, true))), [token, enter]);
  const reader = useMemo(() => ({ language }), [language]);
  const preferences = <Preferences language={language} theme={theme} onLanguage={setLanguage} onTheme={setTheme} />;

  return (
    <ReaderContext.Provider value={reader}>
      {api === null ? (
        <SignIn ended={ended} onToken={enter}>
          {preferences}
        </SignIn>
      ) : (
        <ApiContext.Provider value={api}>
          <Shell onSignOut={() => enter(null)} preferences={preferences} />
        </ApiContext.Provider>
      )}
    </ReaderContext.Provider>
  );
}
