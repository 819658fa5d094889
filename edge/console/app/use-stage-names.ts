import { useLanguage, useTexts } from './context.ts';
import { useSetup } from './use-setup.ts';
import { textOf } from './words/rule-words.ts';

/** Names of stages as the site calls them; its own name is better than ours, and ours better than the id. */
export function useStageNames(): (stage: string) => string {
  const texts = useTexts();
  const language = useLanguage();
  const setup = useSetup();
  return (stage) => {
    const defined = setup.value?.setup.journey.stages.find(({ id }) => id === stage);
    return textOf(defined?.name, language) || (texts.stages[stage] ?? stage);
  };
}
