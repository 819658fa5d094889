// `npm start`: first whatever a bare Node can do, then the rest once the packages are there.
import { bootstrap, exitWith } from './bootstrap.mjs';
import { checkPlace, readSettings } from './start-settings.mjs';

try {
  const settings = readSettings(process.env);
  await checkPlace(settings);
  await bootstrap(import.meta.url, { development: false });
  const { serve } = await import('./serve.mjs');
  await serve(settings);
} catch (error) {
  exitWith(error);
}
