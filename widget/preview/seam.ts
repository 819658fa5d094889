import type { TappaWindow } from '../command-queue.ts';
import type { Config } from '../config.ts';

/** The seam between the core and the chunk of a preview: types only, no bytes. */
export type StartWidget = (window: TappaWindow, config: Config) => void;

/** Starts the core in a sandbox where the tab is a preview, else as it is. */
export type StartPreview = (window: TappaWindow, config: Config, startWidget: StartWidget) => Promise<void>;
