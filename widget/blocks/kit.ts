import type { Component, ComponentType, h } from 'preact';
import type { BlockKind } from '../../shared/schemas/block.ts';
import type { ActionLink } from './action-link.tsx';
import type { BodyProps } from './acts.ts';
import type { Icon } from './icon.tsx';
import type { Picture } from './picture.tsx';
import type { safeLink } from './safe-url.ts';

/** The component of each kind. Kinds of the second chunk are missing until it has come. */
export type Bodies = { [K in BlockKind]?: ComponentType<BodyProps<K>> };

/** What kinds of the second chunk are made with. It is given to them, so that no byte of it, Preact least of all, is loaded twice. */
export interface Kit {
  h: typeof h;
  Component: typeof Component;
  Icon: typeof Icon;
  Picture: typeof Picture;
  ActionLink: typeof ActionLink;
  safeLink: typeof safeLink;
}
