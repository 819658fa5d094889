import { useTexts } from '../context.ts';
import type { Language, Theme } from '../kept.ts';

interface Props {
  language: Language;
  theme: Theme;
  onLanguage: (language: Language) => void;
  onTheme: (theme: Theme) => void;
}

/** Language and colours of the reader. */
export function Preferences({ language, theme, onLanguage, onTheme }: Props) {
  const texts = useTexts();
  return (
    <div class="preferences">
      <label>
        <span class="hidden">{texts.language}</span>
        <select value={language} onChange={(event) => onLanguage(event.currentTarget.value as Language)}>
          <option value="it">Italiano</option>
          <option value="en">English</option>
        </select>
      </label>
      <label>
        <span class="hidden">{texts.theme.label}</span>
        <select value={theme} onChange={(event) => onTheme(event.currentTarget.value as Theme)}>
          <option value="system">{texts.theme.system}</option>
          <option value="light">{texts.theme.light}</option>
          <option value="dark">{texts.theme.dark}</option>
        </select>
      </label>
    </div>
  );
}
