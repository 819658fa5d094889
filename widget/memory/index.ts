/**
 * A part for when the edge does not answer: keeps what each page was last answered, and shows it again as long as it is true. It comes where
 * there is something to keep or to show, with consent.
 */
import type { Block } from '../../shared/schemas/block.ts';
import type { Consent } from '../../shared/schemas/consent.ts';
import type { PartHost, StartPart } from '../parts/seam.ts';
import type { BlockEvent } from '../renderer/seam.ts';
import { endOf, type Kept, keep, ownerOf, recall, userOf, written } from './kept.ts';

type Page = ReturnType<PartHost['page']>;
interface Tappa {
  (command: 'on', name: string, hear: (news: never) => void): void;
  debug(): { site: string; consent: Consent };
}

export const start: StartPart = ({ window, life, record, now, token, page, onPage, show, toText }) => {
  const { tappa, localStorage } = window as Window & typeof globalThis & { tappa: Tappa };
  const { debug } = tappa;
  const key = `tappa.${debug().site}.kept`;
  /** whether the page has an answer of its own; undefined before its first question has ended */
  let isAnswered: boolean | undefined;

  const isAllowed = (): boolean => debug().consent.personalization === 'granted';
  const owner = (): number => {
    const { visitor, cart, orders, store } = record.read();
    return ownerOf([visitor, userOf(token()), cart?.said, orders, store]);
  };
  // A fragment makes no other page, unless an app routes by it.
  const nameOf = ({ url, locale }: Page): string => locale + url.replace(/#(?!!?\/).*/, '');

  const read = (): Kept[] => {
    try {
      return (isAllowed() && JSON.parse(localStorage.getItem(key)!)) || [];
    } catch {
      return [];
    }
  };
  const write = (kept: Kept[]): void => {
    const text = isAllowed() && written(kept, toText);
    // Tells the next pages that there is something: without it this part does not come.
    record.write({ kept: !!text });
    localStorage.removeItem(key);
    if (text) localStorage.setItem(key, text);
  };
  /** Shows what this page may show again, until the first of it ends. */
  const remind = (): void => {
    if (isAnswered !== false) return;
    const blocks = recall(read(), owner(), nameOf(page()), now());
    show(blocks);
    if (blocks[0]) life.soon('kept', Math.min(...blocks.map(endOf)) - now(), remind);
  };

  onPage(() => {
    isAnswered = undefined;
  });
  tappa('on', 'news', ([answer, asked]: [{ blocks: Block[] } | null, Page]) => {
    write(answer ? keep(read(), owner(), nameOf(asked), answer.blocks, now()) : read());
    if (nameOf(asked) === nameOf(page())) isAnswered ||= !!answer;
    remind();
  });
  tappa('on', 'consent', () => {
    write(read());
    remind();
  });
  // After the news: what was sent away before this part came is in the answer it has kept just now.
  tappa('on', 'dismiss', ({ rule, answer }: BlockEvent) => {
    // Less of one thing means less of all that is like it, and only the edge knows what is.
    write(read().filter(({ block }) => !answer && block.rule !== rule));
  });
  life.onEnd(() => write([]));
};
